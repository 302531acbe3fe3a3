import type { ProgramFolder, ProgramHost, Wire, WireHost } from '@payport/terminals-core';

/** Whether a gateway lives. What a dead one has asked for is never answered. */
export interface Life {
  dead: boolean;
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

const living =
  (life: Life) =>
  async <T>(work: () => Promise<T>): Promise<T> => {
    if (life.dead) return never();
    const [settled] = await Promise.allSettled([work()]);
    if (life.dead) return never();
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  };

/** The wires of one gateway. Its connections end with it, as the system closes them. */
export function mortalWires(wires: WireHost, life: Life): WireHost {
  const alive = living(life);
  const held = async (connecting: Promise<Wire>): Promise<Wire> => {
    const wire = await connecting;
    if (life.dead) wire.close();
    return wire;
  };
  return {
    connectTcp: (place, options) => alive(() => held(wires.connectTcp(place, options))),
    connectSerial: (place, options) => alive(() => held(wires.connectSerial(place, options))),
  };
}

/** The programs of one gateway: a dead one neither starts nor reads anything. What it has started goes on. */
export function mortalPrograms(programs: ProgramHost, life: Life): ProgramHost {
  const alive = living(life);
  const folder = (path: string): ProgramFolder => {
    const real = programs.folder(path);
    return {
      path: real.path,
      read: (name) => alive(() => real.read(name)),
      write: (name, bytes) => alive(() => real.write(name, bytes)),
      create: (name, bytes) => alive(() => real.create(name, bytes)),
      remove: (name) => alive(() => real.remove(name)),
      list: (pattern) => alive(() => real.list(pattern)),
    };
  };
  return {
    folder,
    spawn: (spec) => alive(() => programs.spawn(spec)),
    findRun: (query) => alive(() => programs.findRun(query)),
  };
}
