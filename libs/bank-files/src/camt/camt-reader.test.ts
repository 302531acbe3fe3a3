import { describe, expect, it } from 'vitest';
import { readAll } from '../testing/read-all.ts';
import { encodeText } from '../write/encode-text.ts';

function entry(inner: string, more = ''): string {
  return `<Ntry><NtryRef>77</NtryRef><Amt Ccy="RUB">1485.00</Amt>${more}<Sts>BOOK</Sts><BookgDt><Dt>2026-01-04</Dt></BookgDt><ValDt><Dt>2026-01-05</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef><NtryDtls><TxDtls>${inner}</TxDtls></NtryDtls></Ntry>`;
}
const RELATED_2 =
  '<RltdPties><Dbtr><Nm>ПАО СБЕРБАНК</Nm><Id><OrgId><Othr><Id>7707083893</Id></Othr></OrgId></Id></Dbtr><DbtrAcct><Id><Othr><Id>30232810000000000001</Id></Othr></Id></DbtrAcct></RltdPties>';
const RELATED_8 = RELATED_2.replace('<Dbtr>', '<Dbtr><Pty>').replace('</Dbtr>', '</Pty></Dbtr>');
const PURPOSE = '<RmtInf><Ustrd>Возмещение по торговому эквайрингу</Ustrd><Ustrd>Мерчант 100000000001</Ustrd></RmtInf>';

const document = (version: string, entries: string, head = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}<ns:Document xmlns:ns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><ns:BkToCstmrStmt><ns:Stmt><Acct><Id><Othr><Id>40702810900000000001</Id></Othr></Id><Ccy>RUB</Ccy></Acct>${entries}</ns:Stmt></ns:BkToCstmrStmt></ns:Document>`;

describe('an ISO 20022 statement', () => {
  it.each([
    ['02', RELATED_2],
    ['08', RELATED_8],
  ])('of version %s is read, with any prefix', async (version, related) => {
    const read = await readAll(
      document(version, entry(`<Refs><EndToEndId>E1</EndToEndId></Refs>${related}${PURPOSE}`, '<CdtDbtInd>CRDT</CdtDbtInd>')),
      {},
      11,
    );
    expect(read.refused).toBeNull();
    expect(read.found[0]).toMatchObject({ content: 'statement', layout: 'camt_053' });
    expect(read.entries).toEqual([
      {
        row: 1,
        account: '40702810900000000001',
        direction: 'credit',
        amountMinor: 148500n,
        currency: 'RUB',
        bookedOn: '2026-01-04',
        documentNumber: 'E1',
        documentOn: null,
        documentKind: null,
        counterparty: 'ПАО СБЕРБАНК',
        counterpartyInn: '7707083893',
        counterpartyAccount: '30232810000000000001',
        purpose: 'Возмещение по торговому эквайрингу Мерчант 100000000001',
        bankRef: 'B1',
      },
    ]);
  });

  it.each(['cp1251', 'utf-16le'] as const)('is read in %s, whatever it calls itself', async (encoding) => {
    const text = document('08', entry(`${RELATED_8}${PURPOSE}`, '<CdtDbtInd>CRDT</CdtDbtInd>')).replace('UTF-8', 'windows-1251');
    const read = await readAll(encodeText(text, encoding), {}, 13);
    expect(read.found[0]).toMatchObject({ layout: 'camt_053', encoding });
    expect(read.entries[0]).toMatchObject({ counterparty: 'ПАО СБЕРБАНК', purpose: 'Возмещение по торговому эквайрингу Мерчант 100000000001' });
  });

  it('takes for money only what is booked, and never guesses which way it went', async () => {
    const credit = '<CdtDbtInd>CRDT</CdtDbtInd>';
    const pending = entry('', credit).replace('<Sts>BOOK</Sts>', '<Sts><Cd>PDNG</Cd></Sts>');
    const booked = entry('', credit).replace('<Sts>BOOK</Sts>', '<Sts><Cd>BOOK</Cd></Sts>');
    const { entries, problems } = await readAll(document('08', pending + booked + entry('', '<CdtDbtInd>DEBT</CdtDbtInd>')));
    expect(entries.map((one) => [one.row, one.direction])).toEqual([
      [2, 'credit'],
      [3, 'unknown'],
    ]);
    expect(problems).toEqual([{ row: 1, code: 'unknown_state', column: 'Sts', value: 'PDNG' }]);
  });

  it('turns what was reversed', async () => {
    const { entries } = await readAll(
      document(
        '08',
        entry('', '<CdtDbtInd>DBIT</CdtDbtInd>') +
          entry('', '<CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd>') +
          entry('', '<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>'),
      ),
    );
    expect(entries.map((one) => one.direction)).toEqual(['debit', 'debit', 'credit']);
  });

  it('tells an entry without a day or an amount, and takes the others', async () => {
    const bad = entry('').replace(/<BookgDt>.*<\/ValDt>/, '');
    const { entries, problems } = await readAll(document('08', bad + entry('') + entry('').replace('1485.00', '14x')));
    expect(entries.map((one) => one.row)).toEqual([2]);
    expect(problems.map((problem) => [problem.row, problem.code, problem.column])).toEqual([
      [1, 'missing', 'BookgDt'],
      [3, 'not_an_amount', 'Amt'],
    ]);
  });

  it('keeps no card number, wherever one stands, and no account is taken for one', async () => {
    const pan = '4111111111111111';
    const ids = `<Refs><EndToEndId>${pan}</EndToEndId></Refs><RltdPties><Dbtr><Nm>${pan}</Nm></Dbtr><DbtrAcct><Id><IBAN>FI4250001510000023</IBAN></Id></DbtrAcct></RltdPties>`;
    const text = document(
      '02',
      entry(`${ids}<RmtInf><Ustrd>карта 4111 1111</Ustrd><Ustrd>1111 1111</Ustrd></RmtInf>`, '<CdtDbtInd>CRDT</CdtDbtInd>') +
        entry('').replace('1485.00', `x ${pan}`),
    )
      .replace('<Id>40702810900000000001</Id>', `<Id>40702810 ${pan}</Id>`)
      .replace('>B1<', `>${pan}<`);
    const { entries, problems } = await readAll(text);
    expect(entries[0]).toMatchObject({
      account: '40702810 411111******1111',
      counterpartyAccount: 'FI4250001510000023',
      purpose: 'карта 411111******1111',
      bankRef: '411111******1111',
    });
    expect(problems[0]?.value).toBe('x 411111******1111');
    expect(JSON.stringify([entries, problems], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(pan);
  });

  it('with a document type is refused: only attacks have one', async () => {
    const bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    expect((await readAll(document('08', entry(''), bomb))).refused).toBe('document_type');
    expect(
      (await readAll(document('08', entry('<RmtInf><Ustrd>&xxe;</Ustrd></RmtInf>'), '<!DOCTYPE d [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>')))
        .refused,
    ).toBe('document_type');
    expect((await readAll(document('08', entry('<RmtInf><Ustrd>&xxe;</Ustrd></RmtInf>')))).refused).toBe('damaged');
  });

  it('that is cut is refused whole', async () => {
    const whole = document('08', entry('') + entry(''));
    for (const length of [100, 300, whole.length - 5]) expect((await readAll(whole.slice(0, length))).refused).toMatch(/truncated|damaged|unknown/);
  });

  it('of another kind is no statement', async () => expect((await readAll('<Document><Pain/></Document>')).refused).toBe('unknown_statement'));
});
