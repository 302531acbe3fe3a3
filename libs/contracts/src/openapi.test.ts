import { describe, expect, it } from 'vitest';
import { sonataOpenApi } from './openapi.ts';
import { PROBLEMS } from './problems.ts';
import { SONATA_ROUTES } from './sonata/routes.ts';

const document = JSON.parse(JSON.stringify(sonataOpenApi('1.2.3'))) as {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, { responses: Record<string, unknown>; parameters: { name: string }[] }>>;
  components: { schemas: Record<string, { properties?: Record<string, { maxLength?: number }>; required?: string[] }> };
};

describe('the OpenAPI document', () => {
  it('is 3.1 and carries the program’s version', () => expect([document.openapi, document.info.version]).toEqual(['3.1.0', '1.2.3']));

  it('names every route with every status it can answer', () => {
    for (const route of SONATA_ROUTES) {
      const operation = document.paths[`/sonata/v1${route.path}`]?.[route.method];
      const statuses = new Set([...Object.keys(route.answers), ...route.problems.map((code) => String(PROBLEMS[code].status))]);
      expect(new Set(Object.keys(operation?.responses ?? {}))).toEqual(statuses);
    }
  });

  it('has a target for every reference', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!);
    expect(references.length).toBeGreaterThan(20);
    expect([...new Set(references)].filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it('tells the limits that requests are validated by', () => {
    const request = document.components.schemas['CreatePayment'];
    expect(request?.required).toEqual(['terminalId', 'amount', 'currency']);
    expect(request?.properties?.['comment']?.maxLength).toBe(255);
    expect(document.paths['/sonata/v1/payments']?.['post']?.parameters.map((parameter) => parameter.name)).toContain('Idempotency-Key');
  });
});
