import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { mayDo, ROLES, type Permission, type Role } from '@payport/domain';
import { addressOf, builtPages } from './built-addresses.ts';
import { languageOf, ONCE, person, signIn, type Language } from './portal-steps.ts';

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

const API = '/api/gateway/portal/v1';

async function read<T>(request: APIRequestContext, url: string): Promise<T> {
  const answer = await request.get(url);
  expect(answer.status(), url).toBe(200);
  return (await answer.json()) as T;
}

/** A hotel with something of each kind that has a page of its own. */
async function hotelOf(page: Page, { id, name }: Pick<Hotel, 'id' | 'name'>): Promise<Hotel> {
  const { origin } = new URL(page.url());
  const first = async (list: string): Promise<string> => {
    const { data } = await read<{ data: { id: string }[] }>(page.request, `${origin}${API}/${list}?property=${id}`);
    return data[0]?.id ?? '';
  };
  const made = await page.request.post(`${origin}${API}/properties/${id}/webhooks`, {
    headers: { origin },
    data: { url: 'http://127.0.0.1:9/hook', events: ['settlement.done'] },
  });
  expect(made.status(), await made.text()).toBe(201);
  const { webhook } = (await made.json()) as { webhook: { id: string } };
  const ids = { payments: await first('payments'), terminals: await first('terminals'), properties: id, webhooks: webhook.id };
  expect(Object.values(ids)).not.toContain('');
  return { id, name, ids };
}

const cookieOf = async (page: Page): Promise<string> =>
  (await page.context().cookies())
    .filter(({ httpOnly }) => httpOnly)
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');

/** Somebody whom the owner of both hotels makes an owner of one: the other one is not theirs. */
async function ownerOf(page: Page, hotel: Hotel): Promise<{ readonly cookie: string; readonly leave: () => Promise<void> }> {
  const { origin } = new URL(page.url());
  const email = `${crypto.randomUUID()}@example.com`;
  const send = (path: string, data: unknown) => page.request.post(`${origin}${API}/${path}`, { headers: { origin }, data });
  const invited = await send('people/invitations', { email, role: 'owner', propertyIds: [hotel.id] });
  expect(invited.status(), await invited.text()).toBe(201);
  const { link } = (await invited.json()) as { link: string };
  // Not by this browser: it is somebody else's.
  const entered = await fetch(`${origin}${API}/invitation`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.split('token=')[1], name: 'Павел Гость', password: crypto.randomUUID() }),
  });
  expect(entered.status, await entered.clone().text()).toBe(201);
  const cookie = entered.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ');
  const { user } = (await (await fetch(`${origin}${API}/session`, { headers: { cookie } })).json()) as { user: { id: string } };
  const leave = async (): Promise<void> => {
    expect((await send(`people/${user.id}/remove`, { propertyId: hotel.id })).status()).toBe(204);
  };
  return { cookie, leave };
}

/** Everybody who comes: nobody, each role at the first hotel, and an owner of the second. */
async function visitors(page: Page, language: Language): Promise<{ readonly all: readonly Visitor[]; readonly leave: () => Promise<void> }> {
  await signIn(page, language, 'owner');
  const { origin } = new URL(page.url());
  const { properties } = await read<{ properties: { id: string; name: string }[] }>(page.request, `${origin}${API}/session`);
  const hotels: Hotel[] = [];
  for (const property of properties.slice(0, 2)) hotels.push(await hotelOf(page, property));
  const outsider = await ownerOf(page, hotels[1]!);
  const all: Visitor[] = [
    { name: 'nobody', role: null, cookie: '', own: [], other: hotels },
    { name: 'owner', role: 'owner', cookie: await cookieOf(page), own: hotels, other: [] },
    { name: 'owner of the other hotel', role: 'owner', cookie: outsider.cookie, own: hotels.slice(1), other: hotels.slice(0, 1) },
  ];
  for (const role of ROLES.filter((one) => one !== 'owner')) {
    await page.context().clearCookies();
    await signIn(page, language, role);
    const mine = await read<{ properties: { id: string; role: Role }[] }>(page.request, `${origin}${API}/session`);
    expect(
      mine.properties.map((property) => property.role),
      person(role).email,
    ).toEqual([role]);
    const at = ({ id }: Hotel): boolean => mine.properties.some((property) => property.id === id);
    all.push({ name: role, role, cookie: await cookieOf(page), own: hotels.filter(at), other: hotels.filter((hotel) => !at(hotel)) });
  }
  await page.context().clearCookies();
  await signIn(page, language, 'owner');
  return { all, leave: outsider.leave };
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

async function outcomeOf(base: string, { address, visitor: { cookie, other, role } }: Visit): Promise<Outcome | 'tells of another hotel'> {
  const answer = await fetch(base + address, { redirect: 'manual', headers: { accept: 'text/html', cookie } });
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

test('every page opens to the roles that may see it, at their own hotel, and to nobody else', ONCE, async ({ page }, { project }) => {
  const language = languageOf(project);
  expect(
    builtPages()
      .map((route) => route.slice(LANGUAGE.length))
      .sort(),
    'Say in PAGES of this file who may see a new page.',
  ).toEqual(Object.keys(PAGES).sort());
  const { all, leave } = await visitors(page, language);
  const base = new URL(page.url()).origin;
  const waiting = all.flatMap((visitor) => builtPages().flatMap((route) => visitsOf(visitor, route, language)));
  expect(waiting.length).toBeGreaterThan(250);
  const queue = [...waiting];
  const wrong: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const found = await outcomeOf(base, next);
      if (found !== next.expected) wrong.push(`${next.what}: ${found}, not ${next.expected}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await leave();
  expect(wrong).toEqual([]);
});
