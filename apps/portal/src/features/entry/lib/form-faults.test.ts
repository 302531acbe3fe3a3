import { expect, it } from 'vitest';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { formFailure, formlessFailure, NO_FAILURE } from './form-faults.ts';

it('a refusal is told beside its field, of the whole where there is no form, and with how long to wait', () => {
  const refused = new PortalRequestFailed(422, 'validation-failed', 'Проверьте поля', 'n-1', undefined, { '/url': 'Не больше десяти' });
  expect(formFailure(refused)).toEqual({ ...NO_FAILURE, fields: { '/url': 'Не больше десяти' } });
  expect(formlessFailure(refused)).toEqual({ ...NO_FAILURE, detail: 'Не больше десяти' });
  const locked = new PortalRequestFailed(429, 'rate-limited', null, null, undefined, {}, 30);
  expect(formFailure(locked)).toEqual({ ...NO_FAILURE, text: 'tooMany', minutes: 30 });
  expect(formlessFailure(new PortalRequestFailed(409, 'busy', 'Занято', 'n-1'))).toEqual({ ...NO_FAILURE, detail: 'Занято' });
});
