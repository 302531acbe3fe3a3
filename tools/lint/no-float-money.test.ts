import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, describe, it } from 'vitest';
import { noFloatMoney } from './no-float-money.mjs';

Object.assign(RuleTester, { describe, it, afterAll });

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });

tester.run('amounts never become floating-point numbers', noFloatMoney, {
  valid: [
    'const minor = BigInt(text);',
    'const port = Number(env.PORT);',
    'const summary = Number(resumeToken);',
    'const seconds = +elapsed;',
    'interface Page { count: number; summary: number }',
    'interface Payment { amountMinor: bigint; amount: string }',
    'const n = Number(rows.length); const total = amounts.length;',
    'const shown = format(amountMinor);',
  ],
  invalid: [
    { code: 'parseFloat(text)', errors: [{ messageId: 'parseFloat' }] },
    { code: 'Number.parseFloat(text)', errors: [{ messageId: 'parseFloat' }] },
    { code: 'total.toFixed(2)', errors: [{ messageId: 'toFixed' }] },
    { code: 'Number(payment.amountMinor) / 100', errors: [{ messageId: 'convert' }] },
    { code: 'Number(body.amount)', errors: [{ messageId: 'convert' }] },
    { code: 'Number(String(totalSum).trim())', errors: [{ messageId: 'convert' }] },
    { code: 'Number.parseInt(priceText, 10)', errors: [{ messageId: 'convert' }] },
    { code: 'const value = +body.amount;', errors: [{ messageId: 'convert' }] },
    { code: 'const value = +row["amount_minor"];', errors: [{ messageId: 'convert' }] },
    { code: 'interface Payment { amountMinor: number }', errors: [{ messageId: 'annotate' }] },
    { code: 'const pay = (amount: number) => amount;', errors: [{ messageId: 'annotate' }] },
  ],
});
