'use client';
import type { BankMappingDefinition, MappingField, PortalBankFile, PortalBankFileSample, PortalBankMapping } from '@payport/contracts';
import { useState } from 'react';
import { FIELDS_OF, REQUIRED_OF } from './choices.ts';
import { useSample, type Look } from './use-mapping.ts';

/** Stands for an acquirer that is not named yet, so that a preview need not wait for it. */
const NOBODY = 'bank';
type Edits = Partial<Omit<BankMappingDefinition, 'encoding' | 'delimiter' | 'headers' | 'target' | 'headless'>>;
const ACCOUNT = /^[0-9A-Z]{5,34}$/;

/** Fields that must have a column before anything can be read. */
export function missingFields({ target, columns, kindRule, feeRule }: BankMappingDefinition): readonly MappingField[] {
  const wanted: MappingField[] = REQUIRED_OF[target].filter((field) => !(kindRule === 'sides' && field === 'amount'));
  if (kindRule === 'sides' && columns.credit === undefined && columns.debit === undefined) wanted.push('credit');
  if (kindRule === 'column') wanted.push('kind');
  if (feeRule === 'column') wanted.push('fee');
  if (feeRule === 'net') wanted.push('net');
  return wanted.filter((field) => columns[field] === undefined);
}

/** A statement that names no account, and nobody has: whose money it was is not known. */
export const lacksAccount = ({ target, account, columns }: BankMappingDefinition): boolean =>
  target === 'statement' && columns.account === undefined && !ACCOUNT.test(account ?? '');

/** The state of the editor: how the table is looked at, what a person has changed, and what comes of it. */
export function useEditor(file: PortalBankFile, base: PortalBankMapping['versions'][number] | null) {
  const [look, setLook] = useState<Look>({
    table: 1,
    encoding: base?.definition.encoding ?? 'auto',
    delimiter: base?.definition.delimiter ?? 'auto',
    target: base?.definition.target ?? 'bank',
    ...(base?.definition.headless === true ? { headerRow: 0 } : {}),
  });
  const [edits, setEdits] = useState<Edits>({});
  const sample = useSample(file.id, look, file.may.describe);
  const definition = sample.data === undefined ? null : definitionOf(sample.data, base, look, edits);
  const readable =
    definition !== null &&
    missingFields(definition).length === 0 &&
    !lacksAccount(definition) &&
    !(definition.feeRule === 'rate' && definition.feeRateMillionths === null);
  return {
    look,
    sample,
    definition,
    /** What the preview is asked with, or null while there is nothing to preview. */
    wanted: readable
      ? { ...definition, acquirer: definition.target === 'bank' && definition.acquirer.trim() === '' ? NOBODY : definition.acquirer }
      : null,
    /** Another way of cutting the table makes its columns other ones. */
    lookAgain: (change: Partial<Look>): void => {
      setLook((now) => ({ ...now, ...change }));
      // So does another kind of table, with other words and rules.
      setEdits(({ columns: _columns, ...rest }) => (change.target === undefined ? rest : {}));
    },
    edit: (change: Edits): void => setEdits((now) => ({ ...now, ...change })),
  };
}

function definitionOf(
  { suggestion, columns, headerRow }: PortalBankFileSample,
  base: PortalBankMapping['versions'][number] | null,
  look: Look,
  edits: Edits,
): BankMappingDefinition {
  const known = new Set(columns.map(({ name }) => name));
  // What was described before counts where the table still has those columns.
  const fits =
    base !== null &&
    base.definition.target === look.target &&
    base.definition.headless === (headerRow === 0) &&
    Object.values(base.definition.columns).every((column) => known.has(column));
  const { columns: chosen = {}, ...rest } = { ...suggestion, ...(fits ? base.definition : {}), ...edits };
  const kept = Object.fromEntries(
    Object.entries(chosen).filter(([field, column]) => known.has(column) && (FIELDS_OF[suggestion.target] as readonly string[]).includes(field)),
  ) as BankMappingDefinition['columns'];
  const unnamed = Object.values(kept).filter((column) => !suggestion.headers.includes(column));
  const { target, headless } = suggestion;
  const own = { target, headless, account: target === 'statement' ? rest.account : null };
  return { ...rest, ...own, columns: kept, headers: [...suggestion.headers, ...unnamed], encoding: look.encoding, delimiter: look.delimiter };
}
