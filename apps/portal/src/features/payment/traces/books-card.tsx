'use client';
import type { PortalPaymentTraces, PortalReconLine } from '@payport/contracts';
import { RECON_RELATIONS } from '@payport/domain';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { BatchLine } from './batch-line.tsx';
import { BookLine, OwnLine } from './book-line.tsx';
import { TracesPart } from './traces-part.tsx';

interface BooksCardProps {
  readonly id: string;
  readonly property: { readonly id: string; readonly timeZone: string };
}

/** Where the payment stands in the books: its end of day, the bank's line, the posting, the money on the account. */
export function BooksCard({ id, property }: BooksCardProps) {
  const t = useTranslations('Traces');
  return (
    <Card title={t('books')}>
      <TracesPart id={id}>{(traces) => <Books traces={traces} property={property} />}</TracesPart>
    </Card>
  );
}

function Books({ traces: { settlement, lines }, property }: { traces: PortalPaymentTraces; property: BooksCardProps['property'] }) {
  const t = useTranslations('Traces');
  return (
    <div className="grid gap-5">
      {settlement && <BatchLine settlement={settlement} property={property} />}
      {lines === null && <p className="text-sm text-text-faint">{t('linesClosed')}</p>}
      {lines?.length === 0 && <p className="text-text-soft">{t('noLines')}</p>}
      {RECON_RELATIONS.map((relation) => (
        <Relation key={relation} relation={relation} lines={lines?.filter((line) => line.relation === relation) ?? []} propertyId={property.id} />
      ))}
    </div>
  );
}

interface RelationProps {
  readonly relation: PortalReconLine['relation'];
  readonly lines: readonly PortalReconLine[];
  readonly propertyId: string;
}

/** One comparison of two sides: what came of it, then the lines of the other side. */
function Relation({ relation, lines, propertyId }: RelationProps) {
  const relations = useTranslations('ReconRelation');
  const t = useTranslations('Traces');
  const [first] = lines;
  if (first === undefined) return null;
  // Of the account only the other side is shown: the bank's own line stands above.
  const others = lines.filter(({ side }) => (relation === 'bank_statement' ? side === 'statement' : side !== 'gateway'));
  return (
    <section className="grid gap-2">
      <h3 className="overline-label">{relations(relation)}</h3>
      <OwnLine line={first} propertyId={propertyId} />
      {others.length === 0 ? (
        <p className="text-sm text-text-faint">{t('noPair')}</p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line">
          {others.map((line) => (
            <BookLine key={line.ref} line={line} propertyId={propertyId} />
          ))}
        </ul>
      )}
    </section>
  );
}
