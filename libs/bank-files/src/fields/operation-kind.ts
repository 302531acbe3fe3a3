import type { OperationKind, OperationState } from '../file-lines.ts';
import { normalWords } from './words.ts';

const FAST_PAYMENTS = /(?:^|[^а-яa-z])(?:сбп|sbp|nspk qr|qr)(?:$|[^а-яa-z])|_sbp|система быстрых платежей/;

/** In this order: `возврат покупки` is a refund, `отмена покупки` a void. Observed in public importers and API documents. */
const KINDS: readonly (readonly [RegExp, OperationKind])[] = [
  [/(?:отмен|аннулир)\S*\s+(?:опротест|чарджб)/, 'representment'],
  [/чарджб[еэ]к|ch(?:arge)?[ -]?back|опротест/, 'chargeback'],
  [/представлен|representment|репрезент/, 'representment'],
  [/завершени|списание (?:по )?(?:пред|пре)авториз|completion|capture/, 'completion'],
  [/(?:пред|пре)авториз|холд|pre-?auth|hold/, 'preauth'],
  [/реверс|авто ?отмен|техническая отмен|reversal/, 'reversal'],
  [/отмен|cancel|void|аннулир/, 'void'],
  [/возврат|refund|return|кредит/, 'refund'],
  [/комисс|плата за|fee/, 'fee'],
  [/покуп|оплат|продаж|платеж|payment|purchase|sale|card|безналичн/, 'purchase'],
];

/** An undoing of what was itself an undoing, or of a reservation: which way the money went is not told by the word alone. */
const TWICE =
  /(?:отмен|реверс|аннулир|cancel|void|reversal)\S*\s+(?:операции\s+)?(?:возврат|refund|(?:пред|пре)авториз|холд|завершени|pre-?auth)|отклон/;

/**
 * What a file's word for an operation means; undefined for one that is not known, which is never guessed.
 * @param fastPayment the line is known to be one of the fast-payments system by another column
 */
export function operationKindOf(text: string, fastPayment = false): OperationKind | undefined {
  const words = normalWords(text);
  if (words === '' || TWICE.test(words)) return undefined;
  const named = FAST_PAYMENTS.test(words);
  // "СБП" alone is how a purchase by it is called; beside an outlet of the fast payments an unknown word is as unknown as elsewhere.
  const kind = KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? (named ? 'purchase' : undefined);
  if (!named && !fastPayment) return kind;
  if (kind === 'purchase') return 'sbp_purchase';
  return kind === 'refund' ? 'sbp_refund' : kind;
}

/** True where an outlet's name or a method says that the money came by the fast-payments system. */
export const isFastPayment = (text: string): boolean => FAST_PAYMENTS.test(normalWords(text));

const COMPLETED =
  /^(?:завершен|completed|успе|исполнен|проведен|обработан|оплачен|возмещен|подтвержден|одобрен|paid|succe|approved|captured|settled|ok$|да$|0+$)/;
const DECLINED = /^(?:отклонен|declined|отказ|failed|fail|ошибк|неусп|не усп|cancel|отменен|rejected|expired|истек|error)/;

/** Whether money moved by what a file's word for a state says; undefined for a word that is not known. */
export function operationStateOf(text: string): OperationState | undefined {
  const words = normalWords(text);
  if (words === '') return 'completed';
  if (DECLINED.test(words)) return 'declined';
  return COMPLETED.test(words) ? 'completed' : undefined;
}
