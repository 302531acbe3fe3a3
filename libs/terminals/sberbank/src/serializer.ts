import { CARD_TYPE_AUTO, CONTROL_TAPE_FULL, CONTROL_TAPE_SHORT, DEPARTMENT_SWITCH, OPERATION, REQUEST_ID_SWITCH } from './constants.ts';
import type { PilotRequest } from './messages.ts';
import type { SberbankSettings } from './settings.ts';

export type ArgumentSettings = Pick<
  SberbankSettings,
  | 'refundArgument'
  | 'department'
  | 'extraArguments'
  | 'suspendOperation'
  | 'commitOperation'
  | 'preauthorizationOperation'
  | 'captureOperation'
  | 'releaseOperation'
>;

const requestIdSwitch = (id: string | null): string[] => (id === null ? [] : [REQUEST_ID_SWITCH + id]);

const tail = (id: string | null, settings: ArgumentSettings): string[] => [
  ...requestIdSwitch(id),
  ...(settings.department === null ? [] : [DEPARTMENT_SWITCH + settings.department]),
  ...settings.extraArguments,
];

/** The program's arguments. Kopecks are decimal and positive; the operation carries the direction. */
export function serializeRequest(request: PilotRequest, settings: ArgumentSettings): string[] {
  switch (request.kind) {
    case 'sale':
      return [OPERATION.sale, String(request.amountMinor), ...tail(request.requestId, settings)];
    case 'refund': {
      const original = request.rrn === null ? [] : [CARD_TYPE_AUTO, settings.refundArgument, request.rrn];
      return [OPERATION.refund, String(request.amountMinor), ...original, ...tail(request.requestId, settings)];
    }
    case 'cancel':
    case 'capture':
    case 'release': {
      const operation = { cancel: OPERATION.cancel, capture: settings.captureOperation, release: settings.releaseOperation }[request.kind];
      return [operation, String(request.amountMinor), CARD_TYPE_AUTO, settings.refundArgument, request.rrn, ...tail(request.requestId, settings)];
    }
    case 'preauthorization':
      return [settings.preauthorizationOperation, String(request.amountMinor), ...tail(request.requestId, settings)];
    case 'rollback':
      return [OPERATION.rollback, String(request.amountMinor), request.authCode, ...tail(request.requestId, settings)];
    case 'suspend':
      return [settings.suspendOperation, String(request.amountMinor), request.authCode, ...tail(request.requestId, settings)];
    case 'commit':
      return [settings.commitOperation, String(request.amountMinor), request.authCode, ...tail(request.requestId, settings)];
    // Neither amount nor request id: no user of the program is seen to give one here.
    case 'close_day':
      return [OPERATION.closeDay];
    case 'status':
      return [OPERATION.status, request.askedId, ...requestIdSwitch(request.requestId)];
    case 'control_tape':
      return [OPERATION.controlTape, CONTROL_TAPE_FULL];
    case 'short_tape':
      return [OPERATION.controlTape, CONTROL_TAPE_SHORT];
    case 'reprint':
      return [OPERATION.reprint];
  }
}
