import type { Bilingual } from '@payport/domain';

export const OTHER_NETWORK: Bilingual = { ru: 'С этого адреса ключ не принимается', en: 'The key is not accepted from this address' };
export const NOT_SIGNED: Bilingual = {
  ru: 'Запросы с этим ключом подписываются: X-Signature-Timestamp, X-Signature-Nonce, X-Signature',
  en: 'Requests with this key are signed: X-Signature-Timestamp, X-Signature-Nonce, X-Signature',
};
export const TOO_MANY_CALLS: Bilingual = {
  ru: 'Ничего не сделано. Повторите с тем же Idempotency-Key через столько секунд, сколько названо в Retry-After',
  en: 'Nothing was done. Repeat with the same Idempotency-Key after the seconds of Retry-After',
};
export const TOO_MANY_WRONG_KEYS: Bilingual = {
  ru: 'С этого адреса приходит слишком много неверных ключей',
  en: 'Too many wrong keys come from this address',
};
