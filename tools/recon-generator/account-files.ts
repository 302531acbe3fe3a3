import { encodeText, oneCStatement, type StatementDraft } from '@payport/bank-files';
import { formatAmount } from '@payport/domain';

/** The account as 1C takes it. */
export function oneCFile(account: string, owner: string, entries: readonly StatementDraft[]): Uint8Array {
  const [from, to] = [entries[0]?.bookedOn ?? '2026-01-01', entries.at(-1)?.bookedOn ?? '2026-01-01'];
  const period = { account, owner, ownerInn: null, bankBic: null, from, to, openingMinor: 0n, createdOn: to, createdAt: '09:00:00' };
  return encodeText(oneCStatement({ ...period, entries }, 'cp1251'), 'cp1251');
}

/** ISO 20022 bounds a piece of text. */
const CAMT_PIECE = 140;
/** Some entries of the same account as a bank-to-customer statement. */
export function camtFile(account: string, entries: readonly StatementDraft[]): Uint8Array {
  const told = entries.map(
    (
      entry,
    ) => `<Ntry><NtryRef>${entry.documentNumber ?? ''}</NtryRef><Amt Ccy="${entry.currency}">${formatAmount(entry.amountMinor, entry.currency)}</Amt>
<CdtDbtInd>${entry.direction === 'debit' ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${entry.bookedOn}</Dt></BookgDt>
<NtryDtls><TxDtls><RmtInf>${pieces(entry.purpose, CAMT_PIECE)
      .map((piece) => `<Ustrd>${piece}</Ustrd>`)
      .join('')}</RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  return encodeText(
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Stmt><Id>1</Id><Acct><Id><Othr><Id>${account}</Id></Othr></Id><Ccy>RUB</Ccy></Acct>
${told.join('\n')}
</Stmt></BkToCstmrStmt></Document>
`,
    'utf-8',
  );
}

/** Columns of UMSATZ.TXT, from 0. */
const COLUMNS = 32;
const MULTICASH = { bank: 0, account: 1, statement: 2, valueDay: 3, number: 4, note: 5, text: 6, amount: 10, postedDay: 13, moreNotes: 16 } as const;
const NOTE = 27;
/** The same as MultiCash has it: no header, debits below zero, the purpose in short notes. */
export function multiCashFile(account: string, entries: readonly StatementDraft[]): Uint8Array {
  const rows = entries.map((entry) => {
    const cells = Array.from({ length: COLUMNS }, () => '');
    const day = entry.bookedOn.slice(2).split('-').reverse().join('.');
    const [note = '', ...more] = pieces(entry.purpose, NOTE);
    Object.assign(cells, {
      [MULTICASH.bank]: '044525225',
      [MULTICASH.account]: account,
      [MULTICASH.statement]: '1',
      [MULTICASH.valueDay]: day,
      [MULTICASH.number]: entry.documentNumber ?? '',
      [MULTICASH.note]: note,
      [MULTICASH.text]: 'БАНК.ОРДЕР',
      [MULTICASH.amount]: formatAmount(entry.direction === 'debit' ? -entry.amountMinor : entry.amountMinor, entry.currency),
      [MULTICASH.postedDay]: day,
    });
    for (const [at, piece] of more.entries()) cells[MULTICASH.moreNotes + at] = piece;
    return `${cells.join(';')}\r\n`;
  });
  return encodeText(rows.join(''), 'cp1251');
}

/** A text in pieces of whole words. */
function pieces(text: string, length: number): readonly string[] {
  const found: string[] = [];
  for (const word of text.split(' ')) {
    const last = found.at(-1);
    if (last === undefined || last.length + 1 + word.length > length) found.push(word);
    else found[found.length - 1] = `${last} ${word}`;
  }
  return found;
}
