import { expect, it } from 'vitest';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { formFailure, formlessFailure, NO_FAILURE } from './form-faults.ts';

it('without a form, what a field would say is told of the whole', () => {
  const refused = new PortalRequestFailed(422, 'validation-failed', 'Проверьте поля', 'n-1', undefined, { '/url': 'Не больше десяти' });
  expect(formFailure(refused)).toEqual({ ...NO_FAILURE, fields: { '/url': 'Не больше десяти' } });
  expect(formlessFailure(refused)).toEqual({ ...NO_FAILURE, detail: 'Не больше десяти' });
  expect(formlessFailure(new PortalRequestFailed(409, 'busy', 'Занято', 'n-1'))).toEqual({ ...NO_FAILURE, detail: 'Занято' });
});
