import { RuleTester } from 'eslint';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { afterAll, describe, it } from 'vitest';
import { moduleDoor } from './module-door.mjs';

Object.assign(RuleTester, { describe, it, afterAll });

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });
const file = (name: string): string => path.resolve('apps/gateway/src', name);

const inSonata = file('modules/sonata/payments.controller.ts');
const door = [{ messageId: 'door', data: { module: 'payments' } }];

tester.run('modules of the gateway meet at their index.ts', moduleDoor, {
  valid: [
    { code: "import { start } from '../payments/index.ts';", filename: inSonata },
    { code: "import { etag } from './etag.ts';", filename: inSonata },
    { code: "import { parse } from '../../http/parse.ts';", filename: inSonata },
    { code: "import { z } from 'zod';", filename: inSonata },
    // Within a module everything is open, folders included.
    { code: "import { a } from '../guards/a.ts';", filename: file('modules/payments/rows/b.ts') },
    // The composition root puts the parts together, so it sees them.
    { code: "import { PaymentsService } from './modules/payments/payments.service.ts';", filename: file('app.module.ts') },
  ],
  invalid: [
    { code: "import { start } from '../payments/payments.service.ts';", filename: inSonata, errors: door },
    { code: "import type { Params } from '../payments/payment-params.ts';", filename: inSonata, errors: door },
    { code: "export { start } from '../payments/payments.service.ts';", filename: inSonata, errors: door },
    { code: "export * from '../payments/payments.service.ts';", filename: inSonata, errors: door },
    { code: "const late = await import('../payments/payments.service.ts');", filename: inSonata, errors: door },
    { code: "import { start } from '../../payments/rows/payment-rows.ts';", filename: file('modules/sonata/deep/x.ts'), errors: door },
  ],
});
