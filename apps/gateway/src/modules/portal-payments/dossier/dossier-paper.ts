import { RESOLUTION_OUTCOMES, type PortalEvent, type PortalPaymentDetail } from '@payport/contracts';
import { formatAmount, moneyText, REFUND_REASONS } from '@payport/domain';
import type { Language } from '../../../http/language.ts';
import { actionText } from '../../audit/index.ts';
import { dayText, faceText, facts, momentText, nothing, section, table, type Content, type PdfDocument } from '../../documents/index.ts';
import { KIND_WORDS, REASON_WORDS, STATUS_WORDS } from '../export/export-words.ts';
import { HEADINGS } from './dossier-headings.ts';
import { ACTOR_WORDS, BANK_WORDS, CAUSE_WORDS, CHANNEL_WORDS, DELIVERY_WORDS, STAGE_WORDS } from './dossier-texts.ts';
import type { BankRow, DeliveryRow, DossierPlace, LookRow } from './dossier.repository.ts';

export interface DossierFacts {
  readonly detail: PortalPaymentDetail;
  readonly place: DossierPlace;
  readonly idempotencyKey: string;
  readonly deliveries: readonly DeliveryRow[];
  /** Null, this and the next: not for whom it is made. */
  readonly bank: readonly BankRow[] | null;
  readonly looks: readonly LookRow[] | null;
  readonly madeAt: Date;
  readonly by: string;
}

interface Desk {
  readonly language: Language;
  readonly zone: string;
  readonly words: (typeof HEADINGS)[Language];
}

/** Everything that an acquirer asks for in a dispute, on one paper. */
export function dossierPaper(dossier: DossierFacts, language: Language): PdfDocument {
  const { detail, place, madeAt, by } = dossier;
  const desk: Desk = { language, zone: place.time_zone, words: HEADINGS[language] };
  const { words } = desk;
  const { payment } = detail;
  const made = momentText(madeAt, desk.zone, language);
  return {
    language,
    title: `${words.title}: ${KIND_WORDS[language][payment.kind]} ${moneyText(payment.amount, payment.currency, language)}`,
    about: [`${place.name} · ${payment.id}`, words.made(made, by)],
    foot: words.foot(payment.id, made),
    madeAt,
    content: [
      section(words.operation),
      operation(dossier, desk),
      section(words.timeline),
      timeline(detail, desk),
      section(words.frames),
      nothing(words.framesNote),
      frames(detail, desk),
      section(words.family),
      family(detail, desk),
      section(words.webhooks),
      deliveries(dossier.deliveries, desk),
      ...(dossier.bank === null ? [] : [section(words.bank), bankLines(dossier.bank, desk)]),
      ...(dossier.looks === null ? [] : [section(words.looks), looks(dossier.looks, desk)]),
      ...slip(payment.result?.slip ?? null, desk),
    ],
  };
}

const orNothing = (rows: readonly unknown[], { words }: Desk, made: () => Content): Content => (rows.length === 0 ? nothing(words.empty) : made());
const joined = (parts: readonly (string | null | undefined)[]): string | null =>
  parts.filter((part) => part != null && part !== '').join(' · ') || null;

function operation({ detail: { payment, terminal }, place, idempotencyKey }: DossierFacts, { language, zone, words }: Desk): Content {
  const { reservation, result, decline, contradiction, original } = payment;
  const approved = result?.approvedAmount;
  return facts([
    [words.kind, KIND_WORDS[language][payment.kind]],
    [words.state, STATUS_WORDS[language][payment.status]],
    [words.amount, moneyText(payment.amount, payment.currency, language)],
    [words.approved, approved == null ? null : moneyText(approved, payment.currency, language)],
    [words.created, momentText(payment.createdAt, zone, language)],
    [words.finished, payment.finalAt === null ? null : momentText(payment.finalAt, zone, language)],
    [words.decline, decline === null ? null : joined([decline.message, decline.terminalCode])],
    [
      words.contradiction,
      contradiction === null ? null : joined([contradiction.source, contradiction.evidence, momentText(contradiction.at, zone, language)]),
    ],
    [words.original, original === null ? null : joined([original.paymentId, original.rrn])],
    [words.guest, reservation?.guestName ?? null],
    [words.room, reservation?.room ?? null],
    [words.booking, reservation?.confirmationNumber ?? null],
    [words.stay, joined([reservation?.arrival, reservation?.departure].map((day) => (day == null ? null : dayText(day, language))))],
    [words.pms, payment.pmsTransactionNumber],
    [words.posting, payment.posting?.postingNumber ?? null],
    [words.cashier, payment.cashier],
    [words.workstation, payment.workstation],
    [words.comment, joined([payment.comment, payment.details])],
    [words.key, { text: idempotencyKey, style: 'mono' }],
    [words.card, joined([result?.cardMask, result?.cardBrand])],
    [words.rrn, result?.rrn ?? null],
    [words.auth, result?.authCode ?? null],
    [words.response, joined([result?.responseCode, result?.responseText])],
    [words.stan, result?.stan ?? null],
    [words.hostTime, result?.hostTime == null ? null : faceText(result.hostTime.slice(0, 19), language)],
    [words.terminal, payment.terminal.name],
    [words.tid, result?.terminalTid ?? terminal.tid],
    [words.mid, result?.merchantMid ?? terminal.mid],
    [words.hotel, joined([place.name, place.city])],
    [words.legal, place.legal_entity],
    [words.inn, place.inn],
    [words.kpp, place.kpp],
  ]);
}

function timeline({ events, payment }: PortalPaymentDetail, desk: Desk): Content {
  const { language, zone, words } = desk;
  return orNothing(events, desk, () =>
    table(
      [
        { name: words.time, width: 118 },
        { name: words.gap, width: 48, align: 'right' },
        { name: words.what, width: '*' },
        { name: words.who, width: 90 },
        { name: words.became, width: 74 },
      ],
      events.map((event, i) => {
        const before = events[i - 1];
        const gapMs = before ? Date.parse(event.at) - Date.parse(before.at) : null;
        const stage = event.type === 'stage' && event.stage !== null ? STAGE_WORDS[language][event.stage] : undefined;
        return [
          momentText(event.at, zone, language),
          gapMs === null || gapMs < 1 ? '' : gapText(gapMs, language),
          [stage ?? CAUSE_WORDS[language][event.cause] ?? event.cause, decisionText(event, payment.currency, desk)].filter(Boolean).join('\n'),
          ACTOR_WORDS[language][event.actor] ?? event.actor.replace(/^(user|pms):/, ''),
          event.type === 'state' ? STATUS_WORDS[language][event.to] : '',
        ];
      }),
    ),
  );
}

/** What a person who decided wrote down: how it ended, how much, why, and what it rests on. */
function decisionText({ actor, evidence }: PortalEvent, currency: string, { language, words }: Desk): string | null {
  if (!actor.startsWith('user:')) return null;
  const said = (key: string): string | null => (typeof evidence[key] === 'string' ? evidence[key] : null);
  const [minor, code, confirmedBy] = [said('amountMinor'), REFUND_REASONS.find((reason) => reason === evidence['reasonCode']), said('confirmedBy')];
  const outcome = RESOLUTION_OUTCOMES.find((known) => known === evidence['outcome']);
  return joined([
    outcome === undefined ? null : outcome === 'undo' ? words.undo : STATUS_WORDS[language][outcome],
    minor === null ? null : moneyText(formatAmount(BigInt(minor), currency), currency, language),
    code === undefined ? null : REASON_WORDS[language][code],
    said('reason'),
    said('evidence'),
    said('rrn') === null ? null : `${words.rrn} ${said('rrn')}`,
    said('authCode') === null ? null : `${words.auth} ${said('authCode')}`,
    confirmedBy === null ? null : `${said('proposedBy')} → ${confirmedBy}`,
  ]);
}

function gapText(ms: number, language: Language): string {
  const [thousandth, second, minute] = language === 'ru' ? ['мс', 'с', 'мин'] : ['ms', 's', 'min'];
  if (ms < 1_000) return `${ms} ${thousandth}`;
  return ms < 120_000 ? `${Math.round(ms / 1_000)} ${second}` : `${Math.round(ms / 60_000)} ${minute}`;
}

function frames({ frames: all }: PortalPaymentDetail, desk: Desk): Content {
  const { language, zone, words } = desk;
  return orNothing(all, desk, () =>
    table(
      [
        { name: words.time, width: 118 },
        { name: words.direction, width: 90 },
        { name: words.channel, width: '*' },
        { name: words.bytes, width: 50, align: 'right' },
        { name: words.checksum, width: 110 },
      ],
      all.map((frame) => [
        momentText(frame.at, zone, language),
        frame.direction === 'outbound' ? words.sent : words.received,
        CHANNEL_WORDS[language][frame.channel.replace(':', '_')] ?? frame.channel,
        String(frame.hex.length / 2),
        frame.checksumOk === null ? words.none : frame.checksumOk ? words.good : words.bad,
      ]),
    ),
  );
}

function family({ family: all }: PortalPaymentDetail, desk: Desk): Content {
  const { language, zone, words } = desk;
  return table(
    [
      { name: words.created, width: 118 },
      { name: words.kind, width: 80 },
      { name: words.amount, width: 90, align: 'right' },
      { name: words.state, width: 80 },
      { name: 'ID', width: '*' },
    ],
    all.map((one) => [
      momentText(one.createdAt, zone, language),
      KIND_WORDS[language][one.kind],
      moneyText(one.amount, one.currency, language),
      STATUS_WORDS[language][one.status],
      { text: one.id, style: 'mono' },
    ]),
  );
}

function deliveries(rows: readonly DeliveryRow[], desk: Desk): Content {
  const { language, zone, words } = desk;
  return orNothing(rows, desk, () =>
    table(
      [
        { name: words.created, width: 118 },
        { name: words.message, width: 110 },
        { name: words.receiver, width: '*' },
        { name: words.attempts, width: 48, align: 'right' },
        { name: words.answer, width: 40, align: 'right' },
        { name: words.delivered, width: 70 },
      ],
      rows.map((row) => [
        momentText(row.created_at, zone, language),
        row.topic,
        // A path may hold a secret of the receiver.
        URL.canParse(row.url) ? new URL(row.url).host : words.none,
        String(row.attempts),
        row.last_status === null ? words.none : String(row.last_status),
        row.delivered_at === null ? DELIVERY_WORDS[language][row.state] : momentText(row.delivered_at, zone, language),
      ]),
    ),
  );
}

function bankLines(rows: readonly BankRow[], desk: Desk): Content {
  const { language, words } = desk;
  return orNothing(rows, desk, () =>
    table(
      [
        { name: words.day, width: 60 },
        { name: words.kind, width: 60 },
        { name: words.amount, width: 90, align: 'right' },
        { name: words.state, width: 60 },
        { name: words.rrn, width: 80 },
        { name: words.auth, width: 60 },
        { name: words.source, width: '*' },
      ],
      rows.map((row) => [
        dayText(row.business_day, language),
        BANK_WORDS[language][row.kind],
        moneyText(formatAmount(BigInt(row.amount_minor), row.currency), row.currency, language),
        BANK_WORDS[language][row.state],
        row.rrn ?? words.none,
        row.auth_code ?? words.none,
        joined([row.file_name, row.row_no === null ? null : words.row(row.row_no)]) ?? words.none,
      ]),
    ),
  );
}

function looks(rows: readonly LookRow[], desk: Desk): Content {
  const { language, zone, words } = desk;
  return orNothing(rows, desk, () =>
    table(
      [
        { name: words.time, width: 118 },
        { name: words.who, width: 150 },
        { name: words.action, width: '*' },
      ],
      rows.map((row) => [momentText(row.at, zone, language), row.actor.replace(/^user:/, ''), actionText(row.action, language)]),
    ),
  );
}

const slip = (text: string | null, { words }: Desk): readonly Content[] =>
  text === null || text === ''
    ? []
    : [
        section(words.slip),
        { stack: text.split('\n').map((line) => ({ text: line === '' ? ' ' : line, preserveLeadingSpaces: true })), style: 'mono' },
      ];
