import { encodeText, serializeResultFile, type EncodingName } from '@payport/terminals-sberbank';
import type { DeviceAnswer, Delivery } from './answer.ts';

/** An answer on its way into the folder. */
export interface Draft {
  readonly answer: DeviceAnswer;
  readonly requestId: string | null;
  readonly encoding: EncodingName;
  /** `e` is cut after so many bytes. */
  readonly truncateTo: number | null;
}

/** The bytes that the program leaves for an answer. `short`: only the first line of `e`. */
export function answerFiles({ answer, requestId, encoding, truncateTo }: Draft, short: boolean): Extract<Delivery, { type: 'files' }> {
  const fields = {
    code: answer.code,
    cardMask: answer.cardMask,
    expiry: answer.cardExpiry,
    authCode: answer.authCode,
    operationNumber: answer.operationNumber,
    cardType: answer.cardName,
    ownCard: answer.ownCard,
    terminalId: answer.tid,
    dateTime: answer.localTime,
    rrn: answer.rrn,
    cardHash: answer.cardHash,
    merchant: answer.mid,
    ...(requestId === null ? {} : { requestId }),
  };
  const result = serializeResultFile(fields, short ? { encoding, lines: 1 } : { encoding });
  return {
    type: 'files',
    result: truncateTo === null ? result : result.subarray(0, truncateTo),
    slip: answer.slip === null ? null : encodeText(answer.slip, encoding),
  };
}
