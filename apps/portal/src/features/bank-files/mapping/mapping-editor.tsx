'use client';
import type { PortalBankFile, PortalBankMapping } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { Skeleton } from '@/components/ui/skeleton.tsx';
import { Refusal } from '../../terminals/refusal.tsx';
import { ColumnChoices } from './column-choices.tsx';
import { LookChoices } from './look-choices.tsx';
import { PreviewCard } from './preview-card.tsx';
import { RuleChoices } from './rule-choices.tsx';
import { SampleTable } from './sample-table.tsx';
import { SaveMapping } from './save-mapping.tsx';
import { useEditor } from './use-editor.ts';
import { usePreview } from './use-mapping.ts';

interface MappingEditorProps {
  readonly file: PortalBankFile;
  /** The description that read the file, to be mended. */
  readonly base: PortalBankMapping | null;
  readonly others: readonly PortalBankMapping[];
}

/** Says what a table's columns are: the table above, the choices in the middle, what would come of them below. */
export function MappingEditor({ file, base, others }: MappingEditorProps) {
  const t = useTranslations('Mapping');
  const { look, sample, definition, wanted, lookAgain, edit } = useEditor(file, base?.versions[0] ?? null);
  const preview = usePreview(file.id, look.table, wanted);
  const seen = sample.data;
  if (sample.isError && seen === undefined) return <Refusal error={sample.error} />;
  if (seen === undefined || definition === null) return <Skeleton className="h-64 w-full" />;
  const cut = seen.tables.some((table) => table.cut);
  return (
    <div className="grid grid-cols-1 gap-4">
      {cut && (
        <Notice tone="care" title={t('cutTitle')}>
          <p>{t('cutText')}</p>
        </Notice>
      )}
      <Card title={t('tableTitle')} note={file.name}>
        <div className="grid grid-cols-1 gap-4">
          <LookChoices sample={seen} look={look} onLook={lookAgain} />
          <SampleTable sample={seen} definition={definition} busy={sample.isPlaceholderData} />
        </div>
      </Card>
      <Card title={t('columnsTitle')}>
        <ColumnChoices sample={seen} definition={definition} onEdit={edit} />
      </Card>
      <Card title={t('rulesTitle')}>
        <RuleChoices sample={seen} definition={definition} onEdit={edit} />
      </Card>
      <PreviewCard definition={definition} preview={preview} />
      <SaveMapping
        file={file}
        base={base}
        others={others}
        definition={definition}
        ready={wanted !== null && preview.data?.fits === true}
        cut={cut}
        onEdit={edit}
      />
    </div>
  );
}
