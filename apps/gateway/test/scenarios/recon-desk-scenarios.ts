import { MAX_RECON_ATTACHMENT_BYTES, MAX_RECON_WORKBOOK_BYTES, PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { filledWorkbook } from '../filled-workbook.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { attachmentOf, matchOf, proposalOf, readyDay, RULE, tariffOf, tariffOrder } from '../recon-desk-access.ts';
import { addLine, addPair, addReferencePair, path, together } from '../recon-desk-world.ts';
import { closedTo, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

const reason = 'Банк подтвердил';

/** Ways to every answer of the routes of the reconciliation desk. */
export function reconDeskScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, support, stale, posted } = bench;
  const at = () => path(gateway());
  const nowhere = randomUUID();
  /** Reading one thing of the hotel. */
  const looking = (url: () => string | Promise<string>, elsewhere: string, wrong?: () => string): Scenarios[string] => ({
    200: async () => visitor().get(await url()),
    ...closedTo(bench, (who) => who.get(elsewhere)),
    forbidden: async () => support().get(await url()),
    'not-found': () => visitor().get(elsewhere),
    ...(wrong === undefined ? {} : { 'validation-failed': () => visitor().get(wrong()) }),
  });
  /** Changing one thing of the hotel. */
  const changing = (order: () => Promise<{ url: string; body?: unknown }>, elsewhere: string, body?: unknown): Scenarios[string] => {
    const call: Call = async (who, more) => {
      const { url, body: ordered } = await order();
      return who.post(url, more?.body ?? ordered, more?.headers);
    };
    return {
      200: () => call(visitor()),
      ...closedTo(bench, (who) => who.post(elsewhere, body)),
      forbidden: () => call(auditor()),
      'not-found': () => visitor().post(elsewhere, body),
      'validation-failed': () => call(visitor(), { body: { reason: '' } }),
      ...posted(call, visitor),
    };
  };
  const exception = async (minor = 50_000): Promise<string> => (await addLine(gateway(), { minor })).exception ?? '';
  const { 'validation-failed': _, ...confirming } = changing(
    async () => ({ url: at().confirm(await proposalOf(gateway(), await addLine(gateway()))) }),
    PORTAL_PATHS.confirmReconProposal(nowhere, nowhere),
  );
  const decided = async (): Promise<string> => {
    const id = await proposalOf(gateway(), await addLine(gateway()));
    await visitor().post(at().reject(id), { reason });
    return id;
  };
  const attach = (id: string, body: unknown = Buffer.from('a'), who = visitor(), headers = {}): Promise<Awaited<ReturnType<Scenario>>> =>
    who.post(`${at().attach(id)}?name=a.txt&type=text/plain`, body, headers);
  return {
    reconDays: looking(
      () => at().days,
      PORTAL_PATHS.reconDays(nowhere),
      () => `${at().days}?from=never`,
    ),
    reconDay: looking(
      () => at().day('2026-01-15'),
      PORTAL_PATHS.reconDay(nowhere, '2026-01-15'),
      () => at().day('2026-13-99'),
    ),
    reconLines: looking(
      () => at().lines('2026-01-15'),
      PORTAL_PATHS.reconLines(nowhere, '2026-01-15'),
      () => `${at().lines('2026-01-15')}?cursor=elsewhere`,
    ),
    closeReconDay: {
      ...changing(async () => ({ url: at().close(await readyDay(gateway())) }), PORTAL_PATHS.closeReconDay(nowhere, '2026-01-15')),
      'validation-failed': () => visitor().post(at().close('yesterday')),
      'recon-day-not-ready': () => visitor().post(at().close('2024-01-01')),
      'recon-day-closed': async () => {
        const day = await readyDay(gateway());
        await visitor().post(at().close(day));
        return visitor().post(at().close(day));
      },
    },
    reopenReconDay: {
      ...changing(
        async () => {
          const day = await readyDay(gateway());
          await visitor().post(at().close(day));
          return { url: at().reopen(day), body: { reason } };
        },
        PORTAL_PATHS.reopenReconDay(nowhere, '2026-01-15'),
        { reason },
      ),
      'recon-day-open': () => visitor().post(at().reopen('2024-01-01'), { reason }),
    },
    reconAct: looking(
      () => `${at().act('2026-01-15')}?format=xlsx`,
      `${PORTAL_PATHS.reconAct(nowhere, '2026-01-15')}?format=xlsx`,
      () => at().act('2026-01-15'),
    ),
    acquirerReport: looking(
      () => `${at().acquirerReport}?from=2026-01-01&to=2026-01-31&format=csv`,
      `${PORTAL_PATHS.acquirerReport(nowhere)}?from=2026-01-01&to=2026-01-31&format=csv`,
      () => at().acquirerReport,
    ),
    ...Object.fromEntries(
      (['reconReport', 'reconReportLines', 'exportReconReport'] as const).map((name) => {
        const url = (more: string): string => `${PORTAL_PATHS[name]}?format=csv&${more}`;
        const asked = looking(
          () => url('from=2026-01-01&to=2026-01-31'),
          url(`property=${nowhere}`),
          () => url('from=2026-01-01&to=2028-01-31'),
        );
        return [name, asked];
      }),
    ),
    reconSettings: looking(
      () => PORTAL_PATHS.reconSettings(gateway().propertyId),
      PORTAL_PATHS.reconSettings(nowhere),
      () => `${PORTAL_PATHS.reconSettings(gateway().propertyId)}?year=1900`,
    ),
    ...Object.fromEntries(
      (
        [
          ['setReconSecondPerson', () => ({ above: 1_000 }), { above: -1 }],
          ['setReconRule', () => RULE, { ...RULE, acquirer: 'sberbank' }],
          ['setReconCalendarDay', () => ({ day: '2026-05-11', working: null }), { day: 'never', working: true }],
          ['addFeeTariff', tariffOrder, { validFrom: '2026-01-01', ratePercent: '1,5' }],
        ] as const
      ).map(([name, body, wrong]) => {
        const url = (): string => PORTAL_PATHS[name](gateway().propertyId);
        const owner = name === 'setReconSecondPerson' || name === 'setReconRule';
        const changed = {
          ...changing(() => Promise.resolve({ url: url(), body: body() }), PORTAL_PATHS[name](nowhere), body()),
          'validation-failed': () => visitor().post(url(), wrong),
          ...(owner ? { 'step-up-required': () => stale().post(url(), body()) } : {}),
        };
        return [name, changed];
      }),
    ),
    withdrawFeeTariff: changing(
      async () => ({ url: PORTAL_PATHS.withdrawFeeTariff(gateway().propertyId, await tariffOf(gateway())), body: { reason } }),
      PORTAL_PATHS.withdrawFeeTariff(nowhere, nowhere),
      { reason },
    ),
    reconExceptions: looking(
      () => at().exceptions,
      PORTAL_PATHS.reconExceptions(nowhere),
      () => `${at().exceptions}?cursor=elsewhere`,
    ),
    reconException: looking(async () => at().exception(await exception()), PORTAL_PATHS.reconException(nowhere, nowhere)),
    workReconExceptions: changing(
      async () => ({ url: at().work, body: { action: 'assign', ids: [await exception()], to: 'me' } }),
      PORTAL_PATHS.workReconExceptions(nowhere),
      { action: 'release', ids: [nowhere] },
    ),
    reconWorkbook: looking(
      () => at().workbook,
      PORTAL_PATHS.reconWorkbook(nowhere),
      () => `${at().workbook}?day=never`,
    ),
    applyReconWorkbook: {
      200: async () => visitor().post(at().workbook, await filledWorkbook([])),
      ...closedTo(bench, (who) => who.post(PORTAL_PATHS.applyReconWorkbook(nowhere), Buffer.from('a'))),
      forbidden: () => auditor().post(at().workbook, Buffer.from('a')),
      'not-found': () => visitor().post(PORTAL_PATHS.applyReconWorkbook(nowhere), Buffer.from('a')),
      'validation-failed': () => visitor().post(`${at().workbook}?sha256=none`, Buffer.from('a')),
      'payload-too-large': () => visitor().post(at().workbook, Buffer.alloc(MAX_RECON_WORKBOOK_BYTES + 1, 'a')),
      'unsupported-media-type': () => visitor().post(at().workbook, { name: 'a' }),
      'recon-workbook-refused': () => visitor().post(at().workbook, Buffer.from('a')),
    },
    attachToReconException: {
      201: async () => attach(await exception()),
      ...closedTo(bench, (who) => who.post(`${PORTAL_PATHS.attachToReconException(nowhere, nowhere)}?name=a&type=text/plain`, Buffer.from('a'))),
      forbidden: async () => attach(await exception(), Buffer.from('a'), auditor()),
      'not-found': () => attach(nowhere),
      'validation-failed': async () => visitor().post(at().attach(await exception()), Buffer.from('a')),
      'payload-too-large': async () => attach(await exception(), Buffer.alloc(MAX_RECON_ATTACHMENT_BYTES + 1, 'a')),
      'unsupported-media-type': async () => attach(await exception(), { name: 'a' }),
      'recon-attachment-refused': async () => attach(await exception(), Buffer.from('4111111111111111')),
    },
    reconAttachment: looking(
      async () => at().attachment(await attachmentOf(gateway(), await addLine(gateway()))),
      PORTAL_PATHS.reconAttachment(nowhere, nowhere),
    ),
    decideReconMatch: {
      ...changing(
        async () => {
          const { ours, theirs } = await addPair(gateway());
          return { url: at().match, body: together(ours, theirs) };
        },
        PORTAL_PATHS.decideReconMatch(nowhere),
        together(
          { relation: 'gateway_bank', side: 'gateway', ref: nowhere, exception: null },
          { relation: 'gateway_bank', side: 'bank', ref: 'x', exception: null },
        ),
      ),
      'recon-lines-taken': async () => {
        const { ours, theirs } = await addPair(gateway());
        await visitor().post(at().match, together(ours, theirs));
        return visitor().post(at().match, together(ours, theirs));
      },
      'recon-day-closed': async () => {
        const day = await readyDay(gateway());
        const ours = await addLine(gateway(), { day, side: 'gateway', result: 'matched' });
        const theirs = await addLine(gateway(), { day, result: 'matched' });
        await visitor().post(at().close(day));
        return visitor().post(at().match, together(ours, theirs));
      },
    },
    reconMatch: looking(
      async () => at().matched((await addReferencePair(gateway())).match),
      `${PORTAL_PATHS.reconMatch(nowhere, nowhere)}?relation=gateway_bank`,
      () => PORTAL_PATHS.reconMatch(gateway().propertyId, nowhere),
    ),
    undoReconMatch: {
      ...changing(async () => ({ url: at().undo(await matchOf(gateway())), body: { reason } }), PORTAL_PATHS.undoReconMatch(nowhere, nowhere), {
        reason,
      }),
      'recon-match-undone': async () => {
        const id = await matchOf(gateway());
        await visitor().post(at().undo(id), { reason });
        return visitor().post(at().undo(id), { reason });
      },
      'recon-day-closed': async () => {
        const day = await readyDay(gateway());
        const { ours, theirs } = await addPair(gateway(), { day });
        const made = await visitor().post(at().match, together(ours, theirs));
        await gateway().db.query('delete from recon_change');
        await visitor().post(at().close(day));
        return visitor().post(at().undo(String(made.body['matchId'])), { reason });
      },
    },
    confirmReconProposal: {
      ...confirming,
      'step-up-required': async () => stale().post(at().confirm(await proposalOf(gateway(), await addLine(gateway())))),
      'resolution-gone': async () => visitor().post(at().confirm(await decided())),
      'second-person-needed': async () => {
        const id = await exception(100_001);
        await visitor().post(at().work, { action: 'sign_off', ids: [id], comment: reason });
        const { body } = await visitor().get(at().exception(id));
        return visitor().post(at().confirm((body['proposal'] as { id: string }).id));
      },
      'recon-lines-taken': async () => {
        const { ours, theirs } = await addPair(gateway(), { ours: 300_000 });
        const other = await addPair(gateway());
        const finance = await PortalVisitor.signedIn(gateway(), await addPerson(gateway(), { [gateway().propertyId]: 'finance' }));
        const made = await finance.post(at().match, together(ours, theirs));
        await visitor().post(at().match, together(other.ours, theirs));
        return visitor().post(at().confirm(String(made.body['proposalId'])));
      },
    },
    rejectReconProposal: {
      ...changing(
        async () => ({ url: at().reject(await proposalOf(gateway(), await addLine(gateway()))), body: { reason } }),
        PORTAL_PATHS.rejectReconProposal(nowhere, nowhere),
        { reason },
      ),
      'resolution-gone': async () => visitor().post(at().reject(await decided()), { reason }),
    },
  };
}
