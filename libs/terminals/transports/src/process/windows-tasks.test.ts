import { describe, expect, it } from 'vitest';
import { searchWindowsTasks, type ToolRunner } from './windows-tasks.ts';

const query = { program: 'C:\\sc552\\sb_pilot.exe', folder: 'C:\\sc552', argument: '/q=AB', noted: { pid: 4711, startToken: null } };
const says =
  (listing: string): ToolRunner =>
  async () =>
    listing;

describe('searchWindowsTasks', () => {
  it.each([
    ['INFO: No tasks are running which match the specified criteria.\r\n'],
    ['Информация: Задачи, отвечающие заданным критериям, отсутствуют.\r\n'],
    [''],
  ])('takes a list without that program as proof that none runs: %j', async (listing) => {
    expect(await searchWindowsTasks(query, says(listing))).toEqual({ found: 'none' });
  });

  it('recognises the noted process', async () => {
    const listing = '"sb_pilot.exe","100","Console","1","9,000 K"\r\n"SB_PILOT.EXE","4711","Console","1","9,000 K"\r\n';
    expect(await searchWindowsTasks(query, says(listing))).toEqual({ found: 'running', pid: 4711 });
  });

  it('cannot tell when the program runs, but not as the noted process: it may be of another folder', async () => {
    const listing = '"sb_pilot.exe","100","Console","1","9,000 K"\r\n';
    expect(await searchWindowsTasks(query, says(listing))).toEqual({ found: 'cannot_tell' });
    expect(await searchWindowsTasks({ ...query, noted: null }, says(listing))).toEqual({ found: 'cannot_tell' });
  });

  it('cannot tell when the tool fails, nor for a script, whose image is the interpreter', async () => {
    const fails: ToolRunner = () => Promise.reject(new Error('not found'));
    expect(await searchWindowsTasks(query, fails)).toEqual({ found: 'cannot_tell' });
    expect(await searchWindowsTasks({ ...query, program: 'sb_pilot.mjs' }, says(''))).toEqual({ found: 'cannot_tell' });
  });

  it('asks for exactly that image', async () => {
    let asked: readonly string[] = [];
    await searchWindowsTasks(query, async (_, args) => {
      asked = args;
      return '';
    });
    expect(asked).toEqual(['/FI', 'IMAGENAME eq sb_pilot.exe', '/FO', 'CSV', '/NH']);
  });
});
