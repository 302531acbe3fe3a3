import { maskCardNumbers } from '@payport/domain';
import type { StatementEntry } from '../file-lines.ts';
import { readAmount } from '../fields/amount.ts';
import type { AccountTotals } from '../statement/account-sums.ts';
import type { RowProblem } from '../read-problem.ts';
import type { XmlListener } from '../xml/xml-scan.ts';

interface Open {
  account: string;
  currency: string;
  values: Map<string, string>;
}

/**
 * Entries of a bank-to-customer statement, camt.053.001.02 to .08 (ISO 20022): versions differ in parts that are not read here.
 * Elements are known by their path without prefixes.
 */
export class CamtReader implements XmlListener {
  private readonly path: string[] = [];
  private text_ = '';
  private statement: Open = { account: '', currency: '', values: new Map() };
  private entry: Map<string, string> | null = null;
  private count = 0;
  private entries: StatementEntry[] = [];
  private problems: RowProblem[] = [];
  readonly accounts = new Set<string>();
  /** Balances of each statement. */
  readonly totals: (AccountTotals & { readonly currency: string })[] = [];
  /** The document is a statement at all. */
  seen = false;

  /** What was completed since the last call. */
  take(): { entries: StatementEntry[]; problems: RowProblem[] } {
    const { entries, problems } = this;
    this.entries = [];
    this.problems = [];
    return { entries, problems };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.path.push(name);
    this.text_ = '';
    if (name === 'BkToCstmrStmt') this.seen = true;
    if (name === 'Stmt') this.statement = { account: '', currency: '', values: new Map() };
    if (name === 'Ntry') {
      this.entry = new Map();
      this.count += 1;
    }
    const currency = attributes['Ccy'];
    if (currency !== undefined && this.entry !== null && this.path.at(-2) === 'Ntry') this.entry.set('Ccy', currency);
  }

  text(text: string): void {
    this.text_ += text;
  }

  close(name: string): void {
    const text = this.text_.trim();
    const at = this.path.join('/');
    this.path.pop();
    this.text_ = '';
    if (name === 'Ntry' && this.entry !== null) {
      this.finish(this.entry);
      this.entry = null;
    } else if (name === 'Bal') this.keepBalance();
    else if (name === 'Stmt') this.finishStatement();
    else if (text === '') return;
    else if (this.entry === null) this.keepOfStatement(at, text);
    else this.keepOfEntry(this.entry, at.slice(at.indexOf('/Ntry/') + '/Ntry/'.length), text);
  }

  private keepOfStatement(at: string, text: string): void {
    if (/\/Stmt\/Acct\/Id\/(?:IBAN|Othr\/Id)$/.test(at)) {
      const account = accountOf(text);
      this.statement.account = account;
      this.accounts.add(account);
    } else if (at.endsWith('/Stmt/Acct/Ccy')) this.statement.currency = maskCardNumbers(text);
    else if (at.includes('/Stmt/Bal/') || at.includes('/Stmt/TxsSummry/'))
      this.statement.values.set(at.slice(at.indexOf('/Stmt/') + '/Stmt/'.length), text);
  }

  /** `OPBD` and `CLBD` are what the day began and ended with; others are about money that may still come. */
  private keepBalance(): void {
    const { values } = this.statement;
    const kind = values.get('Bal/Tp/CdOrPrtry/Cd');
    if (kind === 'OPBD' || kind === 'CLBD') {
      values.set(kind, values.get('Bal/Amt') ?? '');
      values.set(`${kind} sign`, values.get('Bal/CdtDbtInd') ?? '');
    }
    for (const key of ['Bal/Tp/CdOrPrtry/Cd', 'Bal/Amt', 'Bal/CdtDbtInd']) values.delete(key);
  }

  private finishStatement(): void {
    const { account, currency, values } = this.statement;
    const amount = (key: string): bigint | null => {
      const read = readAmount(values.get(key) ?? '', currency, '.');
      return read.ok ? (values.get(`${key} sign`) === 'DBIT' ? -read.value : read.value) : null;
    };
    const debits = amount('TxsSummry/TtlDbtNtries/Sum');
    const credits = amount('TxsSummry/TtlCdtNtries/Sum');
    const totals = { openingMinor: amount('OPBD'), creditMinor: credits, debitMinor: debits, closingMinor: amount('CLBD') };
    if (currency !== '') this.totals.push({ account, currency, from: null, to: null, ...totals });
  }

  /** The first value of a path counts, except texts for people, which come in pieces. */
  private keepOfEntry(entry: Map<string, string>, at: string, text: string): void {
    const before = entry.get(at);
    if (before === undefined) entry.set(at, text);
    else if (at.endsWith('/Ustrd')) entry.set(at, `${before} ${text}`);
  }

  private finish(entry: Map<string, string>): void {
    const raw = (...paths: string[]): string | null => paths.map((path) => entry.get(path)).find((value) => value !== undefined) ?? null;
    const field = (...paths: string[]): string | null => maskedOrNull(raw(...paths));
    const currency = field('Ccy') ?? this.statement.currency;
    const amount = readAmount(field('Amt') ?? '', currency, '.');
    const day = field('BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm')?.slice(0, 10) ?? null;
    if (!amount.ok || day === null) {
      this.problems.push({ row: this.count, code: amount.ok ? 'missing' : amount.error, column: amount.ok ? 'BookgDt' : 'Amt', value: field('Amt') });
      return;
    }
    // What is announced, or only told of, has moved nothing yet. Version 8 puts the word one level deeper.
    const state = field('Sts/Cd', 'Sts') ?? 'BOOK';
    if (state !== 'BOOK') {
      this.problems.push({ row: this.count, code: 'unknown_state', column: 'Sts', value: state });
      return;
    }
    const way = field('CdtDbtInd');
    const credit = way === 'CRDT';
    const reversed = /^(?:true|1)$/.test(field('RvslInd') ?? '');
    const tx = 'NtryDtls/TxDtls/';
    // Who stands on the other side: of a credit the debtor. Version 8 puts the party one level deeper.
    const other = credit ? 'Dbtr' : 'Cdtr';
    const party = `${tx}RltdPties/${other}`;
    const purpose = field(`${tx}RmtInf/Ustrd`, `${tx}AddtlTxInf`, 'AddtlNtryInf') ?? '';
    this.entries.push({
      row: this.count,
      account: this.statement.account,
      direction: way !== 'CRDT' && way !== 'DBIT' ? 'unknown' : credit === reversed ? 'debit' : 'credit',
      amountMinor: amount.value,
      currency,
      bookedOn: day,
      documentNumber: field(`${tx}Refs/EndToEndId`, 'NtryRef'),
      documentOn: null,
      documentKind: field('BkTxCd/Prtry/Cd'),
      counterparty: field(`${party}/Nm`, `${party}/Pty/Nm`),
      counterpartyInn: field(`${party}/Id/OrgId/Othr/Id`, `${party}/Pty/Id/OrgId/Othr/Id`),
      counterpartyAccount: accountOrNull(raw(`${party}Acct/Id/IBAN`, `${party}Acct/Id/Othr/Id`)),
      purpose,
      bankRef: field('AcctSvcrRef', `${tx}Refs/AcctSvcrRef`),
    });
  }
}

/** Digits of an account may look like a card's; of what is no account number nothing but masked text is kept. */
const IBAN = /^[A-Z]{2}[0-9]{2}[0-9A-Z]{1,30}$/;
const accountOf = (text: string): string => (IBAN.test(text) ? text : maskCardNumbers(text));
const accountOrNull = (text: string | null): string | null => (text === null ? null : accountOf(text));
const maskedOrNull = (text: string | null): string | null => (text === null ? null : maskCardNumbers(text));
