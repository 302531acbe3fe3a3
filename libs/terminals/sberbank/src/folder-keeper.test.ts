import { ManualClock, ScriptedFolder } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { encodeText } from './encodings.ts';
import { FolderKeeper } from './folder-keeper.ts';
import { LOCK_FILE, parseLock, serializeLock, type FolderLock } from './folder-lock.ts';
import { APPROVED, SLIP } from './testing/bench.ts';
import { serializeResultFile } from './terminal-result.ts';
import { renderSlip } from './terminal-slip.ts';

const LOCK: FolderLock = {
  format: 1,
  holder: 'A'.repeat(16),
  reference: 'FB98B5D4',
  operation: 'sale',
  requestId: 'FB98B5D4',
  startedAtMs: 1000,
  limitMs: 180_000,
  pid: 4711,
  startToken: 'boot/123',
  orderKilled: false,
};

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function kept(): { clock: ManualClock; folder: ScriptedFolder; keeper: FolderKeeper } {
  const clock = new ManualClock();
  const folder = new ScriptedFolder('/opt/bank', clock);
  return { clock, folder, keeper: new FolderKeeper(folder, 'p', 60_000) };
}

describe('the lock', () => {
  it('survives the way through the file', () => {
    expect(parseLock({ bytes: serializeLock(LOCK), modifiedAtMs: 5, oversize: false }, 1)).toEqual(LOCK);
  });

  it.each(['', '{', '{"format":2}', 'null', '[]', JSON.stringify({ ...LOCK, operation: 'unheard of' })])(
    'that reads %j still is one: of an unknown run, as old as its file',
    (content) => {
      const lock = parseLock({ bytes: text(content), modifiedAtMs: 7000, oversize: false }, 60_000);
      expect(lock).toMatchObject({ reference: '', operation: 'other', startedAtMs: 7000, limitMs: 60_000, pid: null, orderKilled: false });
    },
  );

  it('is taken once, and again only after its release', async () => {
    const { keeper } = kept();
    expect(await keeper.lock()).toBeNull();
    expect([await keeper.claim(LOCK), await keeper.claim({ ...LOCK, reference: '00000001' })]).toEqual([true, false]);
    expect(await keeper.lock()).toEqual(LOCK);
    await keeper.replace({ ...LOCK, orderKilled: true });
    expect((await keeper.lock())?.orderKilled).toBe(true);
    await keeper.release(LOCK);
    expect(await keeper.claim({ ...LOCK, reference: '00000001' })).toBe(true);
  });

  it('is left alone by a run that it does not belong to any more', async () => {
    const { keeper } = kept();
    const heir = { ...LOCK, holder: 'HEIR', orderKilled: true };
    await keeper.claim(heir);
    expect([await keeper.isFreeFor(LOCK), await keeper.replace({ ...LOCK, pid: 7 })]).toEqual([false, false]);
    await keeper.release(LOCK);
    expect(await keeper.lock()).toEqual(heir);
    expect(await keeper.replace({ ...LOCK, pid: 7 }, heir)).toBe(true);
    expect(await keeper.lock()).toEqual({ ...LOCK, pid: 7 });
  });

  it('has the time of the folder, not of this machine', async () => {
    const { folder, keeper } = kept();
    expect(await keeper.lockTimeMs()).toBeNull();
    folder.put(LOCK_FILE, serializeLock(LOCK), 123);
    expect(await keeper.lockTimeMs()).toBe(123);
  });
});

describe('the folder', () => {
  it('is cleared of answers and of every file of the abort dialogue, and of nothing else', async () => {
    const { folder, keeper } = kept();
    for (const name of ['e', 'p', 'POLLING.OFF', 'POLLING.OK', 'polling.off', 'pinpad.ini', 'sb_pilot', LOCK_FILE, 'e2', 'POLLING'])
      folder.put(name, text(name));
    expect(await keeper.clear()).toEqual(text('e'));
    expect(folder.names).toEqual(['POLLING', 'e2', LOCK_FILE, 'pinpad.ini', 'sb_pilot']);
    expect(await keeper.clear()).toBeNull();
  });

  it('is read without card data, and says where a full number stood', async () => {
    const { folder, keeper } = kept();
    folder.put('e', serializeResultFile({ ...APPROVED, cardMask: '5469991234564618' }, { encoding: 'cp866' }));
    folder.put('p', encodeText(renderSlip({ ...SLIP, checkLine: APPROVED.cardHash ?? null }), 'cp866'));
    const { result, slip, fullCardNumberIn } = await keeper.read();
    expect(fullCardNumberIn).toEqual(['e']);
    const read = new TextDecoder('latin1').decode(result?.bytes) + new TextDecoder('latin1').decode(slip?.bytes);
    expect(read).not.toContain('5469991234564618');
    expect(read).not.toContain(APPROVED.cardHash);
    expect(read).toContain('546999******4618');
  });

  it('without files reads as such', async () => {
    expect(await kept().keeper.read()).toEqual({ result: null, slip: null, fullCardNumberIn: [] });
  });
});

describe('the archive', () => {
  it('keeps both files and the lock, clean, until they are forgotten', async () => {
    const { folder, keeper } = kept();
    folder.put('e', serializeResultFile({ ...APPROVED, cardMask: '5469991234564618' }, { encoding: 'cp866' }));
    folder.put('p', encodeText(renderSlip(SLIP), 'cp866'));
    await keeper.archive(LOCK);
    await keeper.clear();
    const archived = await keeper.archived('FB98B5D4');
    expect(archived?.lock).toEqual(LOCK);
    expect(new TextDecoder('latin1').decode(archived?.result?.bytes)).toContain('546999******4618');
    expect(archived?.slip?.bytes).toEqual(encodeText(renderSlip(SLIP), 'cp866'));
    expect(await keeper.archived('00000001')).toBeNull();
    await keeper.forget('FB98B5D4');
    expect(await keeper.archived('FB98B5D4')).toBeNull();
    expect(folder.names).toEqual([]);
  });

  it('writes the lock last: an archive that broke off is none', async () => {
    const { folder, keeper } = kept();
    folder.put('e', text('0\r\n'));
    folder.fail('write', 'payport-FB98B5D4.result');
    await expect(keeper.archive(LOCK)).rejects.toThrow('EACCES');
    expect(await keeper.archived('FB98B5D4')).toBeNull();
  });

  it('does not keep what is no answer, nor a run about no order', async () => {
    const { folder, keeper } = kept();
    folder.put('e', new Uint8Array(70_000).fill(0x30));
    await keeper.archive(LOCK);
    expect((await keeper.archived('FB98B5D4'))?.result).toBeNull();
    await keeper.forget('FB98B5D4');
    await keeper.archive({ ...LOCK, reference: '' });
    expect(folder.names).toEqual(['e']);
  });
});
