import { expect, test } from '@playwright/test';
import { mayDo, ROLES, type Permission, type Role } from '@payport/domain';
import { addressOf, builtPages } from './built-addresses.ts';
import { demo } from './demo.ts';
import { languageOf, ONCE, person, type Language } from './portal-steps.ts';

/** `entry`: for whoever comes. `anybody`: for whoever is signed in. A list: roles that no permission names. */
type Seen = Permission | 'entry' | 'anybody' | readonly Role[];

/** Who may see each page, by its folders behind the language. */
const PAGES: Readonly<Record<string, Seen>> = {
  '': 'entry',
  '/[...missing]': 'entry',
  '/sign-in': 'entry',
  '/setup': 'entry',
  '/invitation': 'entry',
  '/forgot-password': 'entry',
  '/reset-password': 'entry',
  '/account': 'anybody',
  '/help': 'anybody',
  '/help/[guide]': 'anybody',
  '/overview': 'viewPayments',
  '/payments': 'viewPayments',
  '/payments/[id]': 'viewPayments',
  '/queue': 'viewPayments',
  '/refunds': 'viewPayments',
  '/terminals': 'viewTerminals',
  '/terminals/[id]': 'viewTerminals',
  '/terminals/new': 'manageTerminals',
  '/end-of-day': 'viewDays',
  '/bank-files': 'viewBankFiles',
  '/bank-files/describe': 'describeBankFiles',
  '/reconciliation': 'viewReconciliation',
  '/reconciliation/[day]': 'viewReconciliation',
  '/reconciliation/[day]/lines': 'viewReconciliation',
  '/reconciliation/exceptions': 'viewReconciliation',
  '/reconciliation/reports': 'viewReconciliation',
  '/reconciliation/reports/lines': 'viewReconciliation',
  '/reconciliation/settings': 'viewReconciliation',
  '/training': ['owner', 'manager', 'finance', 'support'],
  '/people': 'viewPeople',
  '/properties': 'viewProperty',
  '/properties/[id]': 'viewProperty',
  '/properties/new': 'ownProperty',
  '/webhooks': 'viewWebhooks',
  '/webhooks/[id]': 'viewWebhooks',
  '/audit': 'viewAudit',
};
const LANGUAGE = '/[locale]';

/** `closed`: the page says that it is not for this person. `missing`: it is as if it did not exist. */
type Outcome = 'open' | 'closed' | 'missing' | 'sign-in' | `${number}`;

const maySee = (seen: Seen, role: Role): boolean => {
  if (seen === 'anybody' || seen === 'entry') return true;
  return typeof seen === 'string' ? mayDo(role, seen) : seen.includes(role);
};

interface Hotel {
  readonly id: string;
  readonly name: string;
  /** What `[id]` is below each section. */
  readonly ids: Readonly<Record<string, string>>;
}

interface Visitor {
  readonly name: string;
  /** Null: nobody is signed in. */
  readonly role: Role | null;
  readonly cookie: string;
  readonly own: readonly Hotel[];
  readonly other: readonly Hotel[];
}

const api = (path: string): string => `${demo().portal.url}/api/gateway/portal/v1/${path}`;

/** Asks the gateway through the portal's door, as a page of it would: no browser is needed for that. */
async function ask<T>(cookie: string, path: string, status: number, body?: unknown): Promise<{ readonly answer: T; readonly cookie: string }> {
  const response = await fetch(api(path), {
    headers: { cookie, origin: new URL(demo().portal.url).origin, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  expect(response.status, `${path} ${text}`).toBe(status);
  const set = response.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
  return { answer: (text === '' ? null : JSON.parse(text)) as T, cookie: set.join('; ') };
}

interface Session {
  readonly user: { readonly id: string };
  readonly properties: readonly { readonly id: string; readonly name: string; readonly role: Role }[];
}

/** How what this test makes is undone, in this order. */
type Undo = (() => Promise<unknown>)[];

/** A hotel with something of each kind that has a page of its own. */
async function hotelOf(owner: string, { id, name }: Pick<Hotel, 'id' | 'name'>, undo: Undo): Promise<Hotel> {
  const first = async (list: string): Promise<string> =>
    (await ask<{ data: { id: string }[] }>(owner, `${list}?property=${id}`, 200)).answer.data[0]?.id ?? '';
  const receiver = { url: 'http://127.0.0.1:9/hook', events: ['settlement.done'] };
  const { webhook } = (await ask<{ webhook: { id: string } }>(owner, `properties/${id}/webhooks`, 201, receiver)).answer;
  undo.push(() => ask(owner, `webhooks/${webhook.id}/disable`, 200, {}));
  const ids = { payments: await first('payments'), terminals: await first('terminals'), properties: id, webhooks: webhook.id };
  expect(Object.values(ids)).not.toContain('');
  return { id, name, ids };
}

/** Somebody whom the owner of both hotels makes an owner of one: the other one is not theirs. */
async function ownerOf(owner: string, hotel: Hotel, undo: Undo): Promise<string> {
  const invitation = { email: `${crypto.randomUUID()}@example.com`, role: 'owner', propertyIds: [hotel.id] };
  const { link } = (await ask<{ link: string }>(owner, 'people/invitations', 201, invitation)).answer;
  const entry = { token: link.split('token=')[1], name: 'Павел Гость', password: crypto.randomUUID() };
  const { cookie } = await ask('', 'invitation', 201, entry);
  const { user } = (await ask<Session>(cookie, 'session', 200)).answer;
  undo.push(() => ask(owner, `people/${user.id}/remove`, 204, { propertyId: hotel.id }));
  return cookie;
}

/** Everybody who comes: nobody, each role at the hotels where the demonstration has them, and an owner of the second hotel alone. */
async function visitors(undo: Undo): Promise<readonly Visitor[]> {
  const cookies = new Map<Role, string>();
  for (const role of ROLES) {
    const { email, password } = person(role);
    cookies.set(role, (await ask('', 'auth/sign-in/email', 200, { email, password })).cookie);
  }
  const owner = cookies.get('owner') ?? '';
  // By the end the sign-in may be too long ago for what only somebody may do who has just shown who they are.
  undo.push(() => ask(owner, 'account/prove', 204, { password: person('owner').password }));
  const hotels: Hotel[] = [];
  for (const property of (await ask<Session>(owner, 'session', 200)).answer.properties.slice(0, 2)) hotels.push(await hotelOf(owner, property, undo));
  const outsider = await ownerOf(owner, hotels[1]!, undo);
  const all: Visitor[] = [
    { name: 'nobody', role: null, cookie: '', own: [], other: hotels },
    { name: 'owner of the other hotel', role: 'owner', cookie: outsider, own: hotels.slice(1), other: hotels.slice(0, 1) },
  ];
  for (const [role, cookie] of cookies) {
    const { properties } = (await ask<Session>(cookie, 'session', 200)).answer;
    expect(new Set(properties.map((property) => property.role))).toEqual(new Set([role]));
    const at = ({ id }: Hotel): boolean => properties.some((property) => property.id === id);
    all.push({ name: role, role, cookie, own: hotels.filter(at), other: hotels.filter((hotel) => !at(hotel)) });
  }
  return all;
}

interface Visit {
  readonly what: string;
  readonly address: string;
  readonly visitor: Visitor;
  readonly expected: Outcome;
}

/** Every page for every visitor: what is theirs, what belongs to another hotel, and lists narrowed to another hotel. */
function visitsOf(visitor: Visitor, route: string, language: Language): readonly Visit[] {
  const seen = PAGES[route.slice(LANGUAGE.length)];
  if (seen === undefined || seen === 'entry') return [];
  const address = (ids: Hotel['ids']): string => addressOf(route, language, ids);
  const visit = (what: string, to: string, expected: Outcome): Visit => ({
    what: `${visitor.name}, ${route}, ${what}`,
    address: to,
    visitor,
    expected: visitor.role === null ? 'sign-in' : expected,
  });
  const sees = visitor.role !== null && maySee(seen, visitor.role);
  if (route.endsWith('/[id]'))
    return [
      ...visitor.own.map(({ name, ids }) => visit(`own hotel ${name}`, address(ids), sees ? 'open' : 'missing')),
      ...visitor.other.map(({ name, ids }) => visit(`another hotel ${name}`, address(ids), 'missing')),
    ];
  const expected: Outcome = sees ? 'open' : 'closed';
  return [
    visit('as it opens', address({}), expected),
    ...visitor.other.slice(0, 1).map(({ id, name }) => visit(`narrowed to another hotel ${name}`, `${address({})}?property=${id}`, expected)),
  ];
}

async function outcomeOf({ address, visitor: { cookie, other, role } }: Visit): Promise<Outcome | 'tells of another hotel'> {
  const answer = await fetch(demo().portal.url + address, { redirect: 'manual', headers: { accept: 'text/html', cookie } });
  const html = await answer.text();
  if (answer.status >= 300 && answer.status < 400)
    return answer.headers.get('location')?.includes('/sign-in') === true ? 'sign-in' : `${answer.status}`;
  // The address itself may stand in the page; what it names may not.
  const told = other.flatMap(({ name, ids }) => [name, ids['terminals'] ?? '', ids['payments'] ?? '', ids['webhooks'] ?? '']);
  if (role !== null && told.some((word) => html.includes(word) && !address.includes(word))) return 'tells of another hotel';
  if (answer.status === 404) return 'missing';
  if (answer.status !== 200) return `${answer.status}`;
  return html.includes('data-closed="true"') ? 'closed' : 'open';
}

/** Few at once: the product shares its machine with this test. */
const AT_ONCE = 4;

test('every page opens to the roles that may see it, at their own hotel, and to nobody else', ONCE, async () => {
  test.setTimeout(600_000);
  const language = languageOf(test.info().project);
  expect(
    builtPages()
      .map((route) => route.slice(LANGUAGE.length))
      .sort(),
    'Say in PAGES of this file who may see a new page.',
  ).toEqual(Object.keys(PAGES).sort());
  const undo: Undo = [];
  const wrong: string[] = [];
  try {
    const all = await visitors(undo);
    const queue = all.flatMap((visitor) => builtPages().flatMap((route) => visitsOf(visitor, route, language)));
    expect(queue.length).toBeGreaterThan(250);
    const work = async (): Promise<void> => {
      for (let next = queue.pop(); next; next = queue.pop()) {
        const found = await outcomeOf(next);
        if (found !== next.expected) wrong.push(`${next.what}: ${found}, not ${next.expected}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    for (const one of undo) await one();
  }
  expect(wrong).toEqual([]);
});
