import {
  DECLINE_CODES,
  PAYMENT_KINDS,
  PAYMENT_OUTCOMES,
  PAYMENT_STATUSES,
  QUARANTINE_REASONS,
  RECON_RELATIONS,
  RECON_RESULTS,
  RECON_RUNGS,
  RECON_SEVERITIES,
  RECON_SIDES,
  REFUND_REASONS,
  RETRY_ADVICE,
  STAGES,
} from '@payport/domain';
import {
  ALARM_KINDS,
  ALARM_SEVERITIES,
  API_SCOPES,
  ATTEMPT_ERRORS,
  AUDIT_ACTIONS,
  AUDIT_TOPICS,
  BANK_FILE_STATES,
  CHAIN_FAULTS,
  CHECKLIST,
  DELIVERY_STATES,
  END_OF_DAY_STATES,
  OPERATIONS,
  Payment,
  PERMISSIONS,
  RECON_BLOCKERS,
  RECON_WORKBOOK_FIELDS,
  RECON_WORKBOOK_REFUSALS,
  TARIFF_STATES,
  ReconDifference,
  RESOLUTION_OUTCOMES,
  ROLES,
  SEARCH_FIELDS,
  SERVICE_COMMAND_KINDS,
  SERVICE_COMMAND_STATUSES,
  TERMINAL_STATUSES,
  WEBHOOK_EVENTS,
} from '@payport/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { AUDIT_FIELDS, AUDIT_WORDS } from '@/features/audit/lib/audit-facts.ts';
import { ACTION_KEYS } from '@/features/audit/lib/action-words.ts';
import { CAUSES, CHANNELS, FINDINGS } from '@/features/payment/lib/vocabulary.ts';
import { ALARM_PLACES } from '@/features/end-of-day/alarm-place.ts';
import { VERDICTS } from '@/features/end-of-day/settlement-verdict.tsx';
import { TOTAL_GROUPS } from '@/features/end-of-day/totals-difference.ts';
import { OBSTACLES } from '@/features/terminals/commands/command-obstacle.ts';
import { CHANGE_FACTS, CHANGE_KINDS } from '@/features/terminals/page/history-words.ts';
import { WHO_ACTS } from '@/features/payment/lib/who-acts.ts';
import { PAGE_KEY_WORDS } from '@/features/keyboard/page-keys.ts';
import { NEAR } from '@/features/property/fields/time-zones.ts';
import { GROUPS } from '@/features/overview/lib/day-sums.ts';
import { CONTENTS, GUIDES } from '@/features/help/guide-list.ts';
import { COLUMNS } from '@/features/payments/lib/payment-columns.ts';
import { REFUND_COLUMNS } from '@/features/refunds/lib/refund-columns.ts';
import { HEALTHS } from '@/features/webhooks/lib/health.ts';
import { ERROR_WORDS, EVENT_WORDS, STATE_WORDS } from '@/features/webhooks/webhook-words.ts';
import en from '../../messages/en.json' with { type: 'json' };
import ru from '../../messages/ru.json' with { type: 'json' };

interface Words {
  readonly [key: string]: string | Words;
}

/** "SignIn.errors.wrong" → its words. */
function flatten(words: Words, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const all = { ru: flatten(ru), en: flatten(en) };
const keys = [...all.en.keys()];
const names = (message: string): string[] => [...new Set(Array.from(message.matchAll(/\{(\w+)/g), ([, name = '']) => name))].sort();
/** Values for every argument that our messages take. */
const values = Object.fromEntries([...all.ru.values()].flatMap((message) => names(message)).map((name) => [name, 'x']));
const anything = { ...values, count: 3, events: 3, frames: 3, missing: 3, way: 'out' };

const root = path.resolve(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(path.join(root, file), 'utf8'));

describe('messages', () => {
  it('are the same in both languages', () => {
    expect([...all.ru.keys()].sort()).toEqual([...keys].sort());
  });

  it.each(['ru', 'en'] as const)('are never empty in %s', (locale) => {
    expect([...all[locale]].filter(([, message]) => message.trim() === '')).toEqual([]);
  });

  it('speak Russian in Russian and English in English', () => {
    const latin = [...all.ru].filter(
      ([key, message]) => !/[а-яё]/i.test(message) && !['Payment.title', 'Filters.range', 'TrainingEft.terminalOption'].includes(key),
    );
    expect(latin.map(([key]) => key).sort()).toEqual([
      'AuditField.mid',
      'AuditField.rrn',
      'AuditField.sha256',
      'AuditField.tid',
      'Channel.tcp',
      'Export.csv',
      'Export.csv1251',
      'MappingField.rrn',
      'Payment.mid',
      'Payment.rrn',
      'Payment.tid',
      'Payments.room',
      'Resolve.rrn',
      'SearchField.rrn',
      'TrainingEft.rrn',
    ]);
    expect([...all.en].filter(([, message]) => /[а-яё]/i.test(message))).toEqual([]);
  });

  it('take the same values in both languages', () => {
    const differing = keys.filter((key) => String(names(all.ru.get(key) ?? '')) !== String(names(all.en.get(key) ?? '')));
    // Names inside plural and select branches are words of the language, so only the arguments themselves are compared.
    expect(differing.filter((key) => !/plural|select/.test(all.en.get(key) ?? ''))).toEqual([]);
  });

  it.each([
    ['ru', ru],
    ['en', en],
  ] as const)('are all well formed in %s', (locale, messages) => {
    const faults: string[] = [];
    const t = createTranslator({ locale, messages, onError: (error) => faults.push(error.message) });
    for (const key of keys) t(key as never, anything as never);
    expect(faults).toEqual([]);
  });

  it('count in Russian as Russian counts', () => {
    const t = createTranslator({ locale: 'ru', messages: ru });
    expect([1, 2, 5, 21, 112].map((count) => t('Payments.shownAll', { count }))).toEqual([
      'Всего 1 операция',
      'Всего 2 операции',
      'Всего 5 операций',
      'Всего 21 операция',
      'Всего 112 операций',
    ]);
  });
});

describe('vocabularies have a word for everything, and for nothing else', () => {
  it.each([
    ['Status', PAYMENT_STATUSES],
    ['StatusMeaning', PAYMENT_STATUSES],
    ['Outcome', PAYMENT_OUTCOMES],
    ['Kind', PAYMENT_KINDS],
    ['Stage', STAGES],
    ['Retry', RETRY_ADVICE],
    ['Say', DECLINE_CODES],
    ['Reason', DECLINE_CODES],
    ['Role', ROLES],
    ['Cause', CAUSES],
    ['Channel', CHANNELS],
    ['Finding', FINDINGS],
    ['TerminalStatus', TERMINAL_STATUSES],
    ['TerminalAction', CHANGE_KINDS],
    ['TerminalFact', CHANGE_FACTS],
    ['Operation', OPERATIONS],
    ['CommandKind', SERVICE_COMMAND_KINDS],
    ['CommandStatus', SERVICE_COMMAND_STATUSES],
    ['DayState', END_OF_DAY_STATES],
    ['Verdict', VERDICTS],
    ['TotalGroup', TOTAL_GROUPS],
    ['Who', [...new Set(Object.values(WHO_ACTS))]],
    ['RoleMeaning', ROLES],
    ['AuditAction', AUDIT_ACTIONS.map((action) => action.replace('.', '-'))],
    ['AuditAction', ACTION_KEYS],
    ['AuditField', AUDIT_FIELDS],
    ['AuditWord', AUDIT_WORDS],
    ['AuditTopic', AUDIT_TOPICS],
    ['ChainFault', CHAIN_FAULTS],
    ['Permission', Object.keys(PERMISSIONS)],
    ['Zone', Object.values(NEAR)],
    ['SearchField', SEARCH_FIELDS],
    ['GuideName', [CONTENTS, ...GUIDES]],
    ['ReconBlocker', RECON_BLOCKERS],
    ['ReconField', ReconDifference.shape.field.options],
    ['ReconMeaning', RECON_RESULTS],
    ['ReconRelation', RECON_RELATIONS],
    ['ReconResult', RECON_RESULTS],
    ['ReconRung', RECON_RUNGS],
    ['ReconRowRefusal', RECON_WORKBOOK_REFUSALS],
    ['ReconSeverity', RECON_SEVERITIES],
    ['ReconWorkbookField', RECON_WORKBOOK_FIELDS],
    ['ReconSide', RECON_SIDES],
    ['TariffState', TARIFF_STATES],
  ] as const)('%s', (namespace, words) => {
    expect(Object.keys(en[namespace]).sort()).toEqual([...words].sort());
  });

  it('reasons to put a terminal out of use', () => {
    for (const texts of [en.Quarantine.short, en.Quarantine.happened, en.Quarantine.why, en.Quarantine.checks])
      expect(Object.keys(texts).sort()).toEqual([...QUARANTINE_REASONS].sort());
  });

  it('what stands in the way of a command', () => {
    expect(Object.keys(en.Commands.obstacle).sort()).toEqual([...OBSTACLES].sort());
  });

  it('alarms, by kind and by severity', () => {
    expect(Object.keys(en.Alarms.kind).sort()).toEqual([...ALARM_KINDS].sort());
    expect(Object.keys(en.Alarms.severity).sort()).toEqual([...ALARM_SEVERITIES].sort());
    expect(Object.keys(en.Alarms.open).sort()).toEqual([...ALARM_PLACES].sort());
    expect(Object.keys(en.Overview.group).sort()).toEqual([...GROUPS].sort());
  });

  it('keys of single pages', () => {
    expect(Object.keys(en.Shortcuts.page).sort()).toEqual([...PAGE_KEY_WORDS].sort());
  });

  it('states of a bank file', () => {
    expect(Object.keys(en.BankFiles.state).sort()).toEqual([...BANK_FILE_STATES].sort());
  });

  it('steps before the first guest', () => {
    expect(Object.keys(en.Checklist.step).sort()).toEqual([...CHECKLIST].sort());
    expect(Object.keys(en.Checklist.why).sort()).toEqual([...CHECKLIST].sort());
  });

  it('rights of a key, by their names without the colon', () => {
    const names = API_SCOPES.map((scope) => scope.replace(/:(.)/, (_, first: string) => first.toUpperCase()));
    expect(Object.keys(en.Scope).sort()).toEqual([...names].sort());
  });

  it.each([
    ['state', STATE_WORDS, DELIVERY_STATES],
    ['error', ERROR_WORDS, ATTEMPT_ERRORS],
    ['event', EVENT_WORDS, WEBHOOK_EVENTS],
  ] as const)('of a webhook: %s', (part, words, all) => {
    expect(Object.keys(words).sort()).toEqual([...all].sort());
    expect(Object.keys(en.Webhooks[part]).sort()).toEqual([...new Set(Object.values(words))].sort());
  });

  it('each column of the list of payments', () => {
    expect(Object.keys(en.Payments.columns).sort()).toEqual([...COLUMNS].sort());
    expect(Object.keys(en.Refunds.columns).sort()).toEqual([...REFUND_COLUMNS].sort());
  });

  it('how a receiver of webhooks does', () => {
    expect(Object.keys(en.Webhooks.health)).toEqual([...HEALTHS]);
  });

  it.each(['title', 'go', 'after'] as const)('each step of a refund of what the bank contradicts: %s', (part) => {
    expect(Object.keys(en.BankRefund[part])).toEqual(['propose', 'confirm', 'reject']);
  });

  it('each reason of a refund', () => {
    expect(Object.keys(en.RefundReason)).toEqual([...REFUND_REASONS]);
  });

  it.each(['said', 'when', 'after'] as const)('what a person decides: %s', (part) => {
    expect(Object.keys(en.Resolve[part]).sort()).toEqual([...RESOLUTION_OUTCOMES].sort());
  });

  it('where a refund’s original was found', () => {
    expect(Object.keys(en.Payment.linkedBy).sort()).toEqual(
      [...(Payment.shape.original.unwrap().shape.linkedBy.unwrap().options as string[])].sort(),
    );
  });
});

describe('no message is dead', () => {
  // Compared above, word by word.
  const VOCABULARIES = [
    'Payment.linkedBy.',
    'Payments.columns.',
    'Queue.columns.',
    'Sort.',
    'Status.',
    'StatusMeaning.',
    'Outcome.',
    'Kind.',
    'Stage.',
    'Retry.',
    'Say.',
    'Reason.',
    'Commands.obstacle.',
    'Alarms.kind.',
    'Alarms.severity.',
    'Alarms.open.',
    'Role.',
    'Cause.',
    'Channel.',
    'Finding.',
    'Who.',
    'TerminalStatus.',
    'TerminalAction.',
    'TerminalFact.',
    'Terminals.busy.',
    'Operation.',
    'CommandKind.',
    'CommandStatus.',
    'DayState.',
    'Verdict.',
    'TotalGroup.',
    'Actor.',
    'Checklist.step.',
    'Checklist.why.',
    'RoleMeaning.',
    'Permission.',
    'AuditAction.',
    'AuditField.',
    'AuditTopic.',
    'AuditWord.',
    'ChainFault.',
    'Quarantine.short.',
    'Quarantine.happened.',
    'Quarantine.why.',
    'Quarantine.checks.',
    'RefundReason.',
    'BankRefund.title.',
    'BankRefund.go.',
    'BankRefund.after.',
    'Resolve.said.',
    'Resolve.when.',
    'Resolve.after.',
    'Scope.',
    'Shortcuts.page.',
    'SearchField.',
    'Zone.',
    'GuideName.',
    'BankFiles.state.',
    'Recon.act.',
    'Recon.ask.',
    'Recon.draft.',
    'Recon.filter.',
    'Recon.format.',
    'Recon.proposal.',
    'ReconBlocker.',
    'ReconField.',
    'ReconMeaning.',
    'ReconRelation.',
    'ReconResult.',
    'ReconRung.',
    'ReconRowRefusal.',
    'ReconSeverity.',
    'ReconWorkbookField.',
    'ReconSide.',
    // The desk's and the matching's codes; one that is not here is shown as it is.
    'ReconEvent.',
    'TariffState.',
    'ReconWhy.',
    // Compared with the readers' codes by a test of the gateway, which knows them.
    'BankKind.',
    'BankLayout.',
    'FileProblem.',
    'RowProblem.',
    // Compared with the contract's lists by a test of the editor.
    'Mapping.dayOrders.',
    'Mapping.directionRules.',
    'Mapping.decimalSign.',
    'Mapping.feeRules.',
    'Mapping.kindRules.',
    'Mapping.sign.',
    'Mapping.targets.',
    'MappingField.',
    'OneKind.',
    // Compared with the columns above.
    'Refunds.columns.',
    'Webhooks.health.',
    'Webhooks.state.',
    'Webhooks.error.',
    'Webhooks.event.',
  ];
  it.each(keys.filter((key) => !VOCABULARIES.some((vocabulary) => key.startsWith(vocabulary))))('%s is said somewhere', (key) => {
    const [namespace = '', ...rest] = key.split('.');
    const last = rest.at(-1) ?? '';
    const speakers = sources.filter((source) =>
      [namespace, ...rest.slice(0, -1).map((part) => `${namespace}.${part}`)].some((name) => source.includes(`'${name}'`)),
    );
    // Chosen elsewhere and handed over as a key: sign-in failures and periods.
    if (/^SignIn\.errors\.|^Filters\.|^ReconReport\.(periods|fault)\./.test(key))
      speakers.push(...sources.filter((source) => /SignInFailure|PERIODS/.test(source)));
    if (/^Entry\.errors\.|^Password\.advice\./.test(key)) speakers.push(...sources.filter((source) => /FormFailure|PasswordAdvice/.test(source)));
    expect(speakers.some((source) => [rest.join('.'), last].some((words) => source.includes(`'${words}'`)))).toBe(true);
  });
});
