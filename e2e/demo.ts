import { readFileSync } from 'node:fs';

/** What `demo.json` of the running product says: addresses, people, keys, terminals. */
export interface Demo {
  readonly gateway: { readonly url: string };
  readonly portal: {
    readonly url: string;
    readonly users: ReadonlyArray<{ readonly email: string; readonly password: string; readonly role: string }>;
  };
  readonly sonata: {
    readonly property: string;
    readonly apiKey: string;
    readonly otherProperty: { readonly property: string; readonly apiKey: string };
  };
  readonly terminals: ReadonlyArray<{
    readonly id: string;
    readonly tid: string;
    readonly name: string;
    readonly driver: string;
    readonly property: string;
  }>;
  readonly bank: { readonly url: string };
}

/** The product that the set-up of the browser's tests has started. */
export function demo(): Demo {
  const file = process.env['DEMO_JSON'];
  if (file === undefined) throw new Error('DEMO_JSON is not set: run these tests by `npx playwright test` or `npm test`.');
  return JSON.parse(readFileSync(file, 'utf8')) as Demo;
}
