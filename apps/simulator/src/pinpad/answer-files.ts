import { encodeText, serializeResultFile } from '@payport/terminals-sberbank';
import type { Delivery, Draft } from './answer.ts';

/** The bytes that the program leaves for an answer. `short`: only the first line of `e`. */
export function answerFiles(draft: Draft, short: boolean): Extract<Delivery, { type: 'files' }> {
  const { answer, requestId, encoding, truncateTo } = draft;
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
    draft,
  };
}
