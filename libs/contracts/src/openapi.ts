import { z } from 'zod';
import { Problem, PROBLEMS, type ProblemCode } from './problems.ts';
import type { RouteAnswer, SonataRoute } from './sonata/route.ts';
import { SONATA_ROUTES } from './sonata/routes.ts';

type Json = Readonly<Record<string, unknown>>;

/** A schema as requests are validated (input) or as answers look (output), its named parts as component references. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Record<string, unknown>): Json {
  const json = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any', reused: 'inline' }) as Record<string, unknown>;
  const { $schema: _dialect, $defs, id, ...rest } = json as { $schema?: unknown; $defs?: Record<string, unknown>; id?: string };
  for (const [name, part] of Object.entries($defs ?? {})) components[name] = retarget(withoutId(part));
  const body = retarget(rest) as Json;
  if (id === undefined) return body;
  components[id] = body;
  return { $ref: `#/components/schemas/${id}` };
}

const withoutId = (part: unknown): unknown => {
  const { id: _id, ...rest } = part as Record<string, unknown>;
  return rest;
};

/** zod names parts under `#/$defs`; OpenAPI wants them under `#/components/schemas`. */
const retarget = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));

function parametersOf(route: SonataRoute, components: Record<string, unknown>): readonly Json[] {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  }));
  const headers = Object.entries(route.headers ?? {}).map(([name, { description, required }]) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  }));
  const query = route.query ? (schemaOf(route.query, 'input', components)['properties'] as Record<string, unknown>) : {};
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
  return [...inPath, ...inQuery, ...headers, ...COMMON_HEADERS];
}

const COMMON_HEADERS: readonly Json[] = [
  { name: 'Accept-Language', in: 'header', required: false, description: '`ru` or `en`: the language of texts', schema: { type: 'string' } },
  { name: 'X-Request-Id', in: 'header', required: false, description: 'Returned as it came', schema: { type: 'string' } },
];

function answerOf(answer: RouteAnswer, components: Record<string, unknown>): Json {
  const headers = Object.fromEntries(
    Object.entries({ ...answer.headers, 'X-Request-Id': 'The request id' }).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } },
    ]),
  );
  if (answer.schema)
    return { description: answer.description, headers, content: { 'application/json': { schema: schemaOf(answer.schema, 'output', components) } } };
  if (answer.contentType !== undefined)
    return { description: answer.description, headers, content: { [answer.contentType]: { schema: { type: 'string' } } } };
  return { description: answer.description, headers };
}

function problemsOf(codes: readonly ProblemCode[]): Json {
  const byStatus = groupByStatus(codes);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: list.map((code) => `\`${code}\`: ${PROBLEMS[code].title.en}`).join('; '),
        headers: { 'X-Request-Id': { description: 'The request id', schema: { type: 'string' } } },
        content: {
          'application/problem+json': {
            schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code: { enum: list } } }] },
          },
        },
      },
    ]),
  );
}

function groupByStatus(codes: readonly ProblemCode[]): Map<number, ProblemCode[]> {
  const groups = new Map<number, ProblemCode[]>();
  for (const code of codes) groups.set(PROBLEMS[code].status, [...(groups.get(PROBLEMS[code].status) ?? []), code]);
  return groups;
}

/** The served OpenAPI 3.1 document of the Sonata API, made from the schemas that validate requests. */
export function sonataOpenApi(version: string): Json {
  const components: Record<string, unknown> = {};
  schemaOf(Problem, 'output', components);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of SONATA_ROUTES) {
    const answers = Object.entries(route.answers).map(([status, answer]) => [status, answerOf(answer, components)] as const);
    (paths[`/sonata/v1${route.path}`] ??= {})[route.method] = {
      operationId: route.operationId,
      summary: route.summary,
      description: `Scopes: ${route.scopes.join(', ')}`,
      security: [{ apiKey: [] }],
      parameters: parametersOf(route, components),
      ...(route.body
        ? {
            requestBody: {
              required: route.bodyOptional !== true,
              content: { 'application/json': { schema: schemaOf(route.body, 'input', components) } },
            },
          }
        : {}),
      responses: { ...Object.fromEntries(answers), ...problemsOf(route.problems) },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'PayPort Sonata API', version, description: 'Payments and refunds on bank card terminals, for HRS Sonata.' },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'API key of one property: ppk_…' } },
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}
