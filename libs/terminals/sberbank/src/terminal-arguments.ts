import {
  CAPTURE,
  CARD_BY_RRN,
  CONTROL_TAPE_FULL,
  DEPARTMENT_SWITCH,
  OPERATION,
  PREAUTHORIZATION,
  REQUEST_ID_PATTERN,
  REQUEST_ID_SWITCH,
  RRN_PATTERN,
} from './constants.ts';

/** The command line as the bank's program understands it. */
export type PilotCommand = { readonly requestId: string | null; readonly department: string | null } & PilotOperation;

export type PilotOperation =
  | { readonly kind: 'sale'; readonly amountMinor: bigint }
  /** `rrn` null: by card, without an original. */
  | { readonly kind: 'refund'; readonly amountMinor: bigint; readonly rrn: string | null; readonly withoutCard: boolean }
  | { readonly kind: 'cancel'; readonly amountMinor: bigint; readonly rrn: string; readonly withoutCard: boolean }
  | { readonly kind: 'preauthorization'; readonly amountMinor: bigint }
  | { readonly kind: 'capture'; readonly amountMinor: bigint; readonly rrn: string; readonly withoutCard: boolean }
  | { readonly kind: 'rollback' | 'suspend' | 'commit'; readonly amountMinor: bigint; readonly authCode: string | null }
  | { readonly kind: 'status'; readonly askedId: string }
  | { readonly kind: 'control_tape'; readonly full: boolean }
  | { readonly kind: 'close_day' }
  | { readonly kind: 'reprint' | 'service_menu' | 'link_test' }
  /** Refused by the program itself: 4300 too few parameters, 4301 unknown operation, 4325 no amount. */
  | { readonly kind: 'invalid'; readonly code: 4300 | 4301 | 4325 };

const AMOUNT = /^[0-9]{1,12}$/;

const switchValue = (args: readonly string[], name: string): string | null =>
  args.find((argument) => argument.startsWith(name))?.slice(name.length) ?? null;

function amountOf(text: string | undefined): bigint | null {
  if (text === undefined || !AMOUNT.test(text)) return null;
  const amount = BigInt(text);
  return amount === 0n ? null : amount;
}

/** Form `op amount cardType card RRN`; card `QSELECT` or `0` with an RRN means "without the card". */
function byOriginal(positional: readonly string[]): { rrn: string | null; withoutCard: boolean } {
  const [, , , card, rrn] = positional;
  const known = rrn !== undefined && RRN_PATTERN.test(rrn) ? rrn : null;
  return { rrn: known, withoutCard: known !== null && (card === CARD_BY_RRN || card === '0') };
}

function withAmount(operation: string, positional: readonly string[]): PilotOperation {
  const amountMinor = amountOf(positional[1]);
  if (amountMinor === null) return { kind: 'invalid', code: 4325 };
  const original = byOriginal(positional);
  switch (operation) {
    case OPERATION.sale:
      return { kind: 'sale', amountMinor };
    case OPERATION.refund:
      return { kind: 'refund', amountMinor, ...original };
    case PREAUTHORIZATION:
      return { kind: 'preauthorization', amountMinor };
    case OPERATION.cancel:
    case CAPTURE:
      if (original.rrn === null) return { kind: 'invalid', code: 4300 };
      return { kind: operation === CAPTURE ? 'capture' : 'cancel', amountMinor, rrn: original.rrn, withoutCard: original.withoutCard };
    case OPERATION.rollback:
      return { kind: 'rollback', amountMinor, authCode: positional[2] ?? null };
    case OPERATION.suspend:
      return { kind: 'suspend', amountMinor, authCode: positional[2] ?? null };
    default:
      return { kind: 'commit', amountMinor, authCode: positional[2] ?? null };
  }
}

function operationOf(positional: readonly string[]): PilotOperation {
  const [operation, second] = positional;
  switch (operation) {
    case undefined:
      return { kind: 'invalid', code: 4300 };
    case OPERATION.sale:
    case OPERATION.refund:
    case OPERATION.cancel:
    case OPERATION.rollback:
    case OPERATION.suspend:
    case OPERATION.commit:
    case PREAUTHORIZATION:
    case CAPTURE:
      return withAmount(operation, positional);
    case OPERATION.status: {
      const askedId = second?.toUpperCase() ?? '';
      return REQUEST_ID_PATTERN.test(askedId) ? { kind: 'status', askedId } : { kind: 'invalid', code: 4300 };
    }
    case OPERATION.controlTape:
      return { kind: 'control_tape', full: second === CONTROL_TAPE_FULL };
    case OPERATION.closeDay:
      return { kind: 'close_day' };
    case OPERATION.reprint:
      return { kind: 'reprint' };
    case OPERATION.serviceMenu:
      return { kind: 'service_menu' };
    case OPERATION.linkTest:
      return { kind: 'link_test' };
    default:
      return { kind: 'invalid', code: 4301 };
  }
}

/** Reads the arguments (without the program's own name) as the bank's program does. */
export function parseArguments(args: readonly string[]): PilotCommand {
  const positional = args.filter((argument) => !argument.startsWith('/'));
  const requestId = switchValue(args, REQUEST_ID_SWITCH)?.toUpperCase() ?? '';
  return {
    requestId: REQUEST_ID_PATTERN.test(requestId) ? requestId : null,
    department: switchValue(args, DEPARTMENT_SWITCH),
    ...operationOf(positional),
  };
}
