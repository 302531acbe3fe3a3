import type { DriverDefinition, PaymentOrder, TerminalDriver } from '@payport/terminals-core';
import type { Life } from './life.ts';
import { SimulatedWires, type WiresWorld } from './simulated-wires.ts';

const ORDERS: ReadonlySet<PropertyKey> = new Set(['sale', 'refund', 'void', 'preauthorize', 'capture', 'release']);

type Order = (order: PaymentOrder, session: unknown) => Promise<unknown>;

/** A real driver on simulated wires, which know the order that it is speaking of: some protocols carry no number of ours. */
export function wiredDriver<S>(definition: DriverDefinition<S>, life: Life, world: WiresWorld): DriverDefinition<S> {
  return {
    ...definition,
    create: (settings, io) => {
      const wires = new SimulatedWires(life, world);
      return speakingOf(definition.create(settings, { ...io, wires }), wires);
    },
  };
}

function speakingOf(driver: TerminalDriver, wires: SimulatedWires): TerminalDriver {
  return new Proxy(driver, {
    get: (target, name): unknown => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (!ORDERS.has(name)) return (...args: unknown[]): unknown => Reflect.apply(member, target, args);
      return async (order: PaymentOrder, session: unknown): Promise<unknown> => {
        wires.reference = order.reference;
        try {
          return await (member as Order).call(target, order, session);
        } finally {
          wires.reference = null;
        }
      };
    },
  });
}
