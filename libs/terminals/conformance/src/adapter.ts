import type { DeviceReference } from '@payport/domain';
import type { DriverId, TerminalDriver } from '@payport/terminals-core';
import type { LineFaults, ManualClock } from '@payport/testing';
import type { OrderKind } from './device/ledger.ts';
import type { LedgerDevice, Lies } from './device/ledger-device.ts';

/** Faults of the line by direction; what they mean for a bank program its adapter says. */
export interface Faults {
  toUs: LineFaults;
  toDevice: LineFaults;
}

/** A driver in front of a conforming terminal with a ledger, in virtual time. */
export interface World {
  readonly clock: ManualClock;
  readonly device: LedgerDevice;
  /** In force from the next byte on; offsets count from the first byte of each conversation. */
  readonly faults: Faults;
  /** The driver of a gateway that has just started. */
  restart(): TerminalDriver;
  /** The gateway dies: none of its drivers does anything any more. Programs that it has started go on. */
  kill(): void;
  newReference(): DeviceReference;
  /** Bytes of the last conversation in either direction, as they left. */
  traffic(): { readonly toUs: Uint8Array; readonly toDevice: number };
  /** Bytes of an earlier conversation arrive now, out of turn. */
  replay(toUs: Uint8Array): void;
  /** The connection that stands breaks. */
  breakWire(): void;
  /** How often a command that changes money or the batch has left the gateway, told by what was sent and not by what was heard. */
  moneyCommands(): number;
  /** What is still held or waited for, in words; nothing, when all is over. */
  leftovers(): readonly string[];
  /** A mark of an order that may be alive, or whose answer is unread, is left where the device is. */
  readonly locked: boolean;
}

/**
 * How one driver joins on one of its wires. Everything else of the suite is the same for all.
 */
export interface Adapter {
  readonly driver: DriverId;
  readonly wire: 'process' | 'tcp' | 'serial';
  readonly tid: string;
  readonly currency: string;
  /** Longest time of one order, ms: the driver's own limit. */
  readonly orderLimitMs: number;
  /** Longest time of one question, ms. */
  readonly questionLimitMs: number;
  world(): World;
  /** Orders of a payment that it can give here. */
  readonly operations: readonly OrderKind[];
  /** A person can have an operation undone whose outcome nobody knows. */
  readonly undoesLost: boolean;
  /** The last operation can be suspended, committed and rolled back. */
  readonly twoPhase: boolean;
  /** What of an earlier conversation, as it came to us, can still arrive in a later one. */
  late(toUs: Uint8Array): readonly Uint8Array[];
  /** Damage of single bytes can happen on this wire: it has no checks below the protocol, or the protocol has its own. */
  readonly noisy: boolean;
  /** The same bytes travel on another wire of this driver, where every place is tried; here each so many-th one is. */
  readonly thin: number;
  /** A running order can be stopped. */
  readonly stops: boolean;
  /** The device makes an operation final only when we have acknowledged its answer. */
  readonly finalByOurWord: boolean;
  /** Things that an answer says about itself, which must be ours. */
  readonly lies: readonly (keyof Lies)[];
  /** Fields of an answer into which a terminal can print a whole card number; true: people are to be told of it. */
  readonly leaks: readonly string[];
}

export const nameOf = ({ driver, wire }: Adapter): string => `${driver} over ${wire === 'process' ? 'its program' : wire}`;
