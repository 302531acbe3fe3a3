import { execFile } from 'node:child_process';
import path from 'node:path';
import type { RunQuery } from '@payport/terminals-core';
import { programFile } from './program-file.ts';

/** Runs a system tool and gives its standard output; rejects where it fails. */
export type ToolRunner = (command: string, args: readonly string[]) => Promise<string>;

export type TaskSearch = { readonly found: 'running'; readonly pid: number } | { readonly found: 'none' | 'cannot_tell' };

const TOOL_LIMIT_MS = 5_000;

const runTool: ToolRunner = (command, args) =>
  new Promise((resolve, reject) => {
    execFile(command, [...args], { timeout: TOOL_LIMIT_MS, windowsHide: true }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });

/**
 * `tasklist` knows image names and process ids, but neither arguments nor folders: no process of that name is proof of
 * "none"; a noted process id among them is "running"; anything else cannot be told.
 */
export async function searchWindowsTasks(query: RunQuery, run: ToolRunner = runTool): Promise<TaskSearch> {
  const image = path.win32.basename(programFile(query.program, query.folder));
  if (!/\.(exe|com)$/i.test(image)) return { found: 'cannot_tell' };
  let listing: string;
  try {
    listing = await run('tasklist', ['/FI', `IMAGENAME eq ${image}`, '/FO', 'CSV', '/NH']);
  } catch {
    return { found: 'cannot_tell' }; // Without the list nothing is proven either way.
  }
  // Rows read `"sb_pilot.exe","4711",…`; "no tasks" is a sentence in the system's language, without quotes at its start.
  const pids = Array.from(listing.matchAll(/^"([^"]+)","([0-9]+)"/gm))
    .filter(([, name]) => name?.toLowerCase() === image.toLowerCase())
    .map(([, , pid]) => Number(pid));
  if (pids.length === 0) return { found: 'none' };
  const noted = query.noted?.pid;
  return noted !== undefined && pids.includes(noted) ? { found: 'running', pid: noted } : { found: 'cannot_tell' };
}
