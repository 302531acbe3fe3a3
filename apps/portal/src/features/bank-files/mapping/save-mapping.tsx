'use client';
import type { BankMappingDefinition, PortalBankFile, PortalBankMapping } from '@payport/contracts';
import { LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { describedBy, Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { useRouter } from '@/i18n/navigation.ts';
import { Refusal } from '../../terminals/refusal.tsx';
import { useSaveAndRead } from './use-mapping.ts';

interface SaveMappingProps {
  readonly file: PortalBankFile;
  readonly base: PortalBankMapping | null;
  readonly others: readonly PortalBankMapping[];
  readonly definition: BankMappingDefinition;
  readonly ready: boolean;
  readonly cut: boolean;
  readonly onEdit: (change: Partial<BankMappingDefinition>) => void;
}

/** Names of acquirers that rules and tariffs are often made for. */
const ACQUIRERS = ['sberbank', 'tochka', 'yookassa', 'tbank', 'alfabank', 'vtb', 'raiffeisen'];
const NAME_CHARS = 80;
const NEW = 'new';

/** Gives the description its name, and reads the file by it. */
export function SaveMapping({ file, base, others, definition, ready, cut, onEdit }: SaveMappingProps) {
  const t = useTranslations('Mapping');
  const router = useRouter();
  const [replaces, setReplaces] = useState(base?.id ?? NEW);
  const replaced = others.find(({ id }) => id === replaces)?.versions[0] ?? null;
  const [name, setName] = useState(base?.versions[0]?.name ?? '');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, isError, error } = useSaveAndRead(file.id);
  const nameError = tried && name.trim() === '' ? t('nameMissing') : null;
  const wantsAcquirer = definition.target === 'bank';
  const acquirerError = tried && wantsAcquirer && definition.acquirer.trim() === '' ? t('acquirerMissing') : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || (wantsAcquirer && definition.acquirer.trim() === '') || !ready) return;
    const basedOn = replaced === null ? null : { id: replaces, version: replaced.version };
    mutate(
      { propertyId: file.property.id, body: { name: name.trim(), active: true, definition, basedOn }, read: !cut },
      { onSuccess: () => router.push('/bank-files') },
    );
  };
  return (
    <Card title={t('saveTitle')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <Replaces
            others={others}
            chosen={replaces}
            onChoose={(id) => {
              setReplaces(id);
              setName(others.find((one) => one.id === id)?.versions[0]?.name ?? '');
            }}
          />
          <Field id="map-name" label={t('name')} error={nameError}>
            <Input
              id="map-name"
              value={name}
              maxLength={NAME_CHARS}
              autoComplete="off"
              aria-required
              aria-invalid={nameError !== null}
              aria-describedby={describedBy('map-name', { error: nameError })}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          {wantsAcquirer && <AcquirerField acquirer={definition.acquirer} error={acquirerError} onAcquirer={(acquirer) => onEdit({ acquirer })} />}
        </div>
        <p className="max-w-3xl text-sm text-text-soft text-pretty">{replaced === null ? t('saveMeans') : t('versionMeans')}</p>
        <div role="alert" className="grid gap-2 empty:hidden">
          {tried && !ready && <p className="text-sm text-declined-ink">{t('notReady')}</p>}
          {isError && <Refusal error={error} />}
        </div>
        <div>
          <Button type="submit" variant="primary" disabled={isPending}>
            {isPending && <LoaderCircle aria-hidden className="animate-spin" />}
            {cut ? t('saveOnly') : t('saveAndRead')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

interface ReplacesProps {
  readonly others: readonly PortalBankMapping[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** A description of its own, or a new version of one that is there. */
function Replaces({ others, chosen, onChoose }: ReplacesProps) {
  const t = useTranslations('Mapping');
  if (others.length === 0) return null;
  const next = ({ versions }: PortalBankMapping): string =>
    t('versionOf', { name: versions[0]?.name ?? '', version: (versions[0]?.version ?? 0) + 1 });
  return (
    <Field id="map-replaces" label={t('replaces')} error={null}>
      <Select
        id="map-replaces"
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
        options={[{ value: NEW, label: t('newOne') }, ...others.map((one) => ({ value: one.id, label: next(one) }))]}
      />
    </Field>
  );
}

interface AcquirerFieldProps {
  readonly acquirer: string;
  readonly error: string | null;
  readonly onAcquirer: (acquirer: string) => void;
}

function AcquirerField({ acquirer, error, onAcquirer }: AcquirerFieldProps) {
  const t = useTranslations('Mapping');
  const hint = t('acquirerHint');
  return (
    <Field id="map-acquirer" label={t('acquirer')} hint={hint} error={error}>
      <Input
        id="map-acquirer"
        value={acquirer}
        maxLength={40}
        list="map-acquirers"
        autoComplete="off"
        aria-required
        aria-invalid={error !== null}
        aria-describedby={describedBy('map-acquirer', { hint, error })}
        onChange={(event) => onAcquirer(event.target.value)}
      />
      <datalist id="map-acquirers">
        {ACQUIRERS.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </Field>
  );
}
