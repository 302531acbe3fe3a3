import { GraduationCap } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state.tsx';
import { TrainingView } from '@/features/training/training-view.tsx';
import { withWords } from '@/i18n/with-words.tsx';
import { requireSession } from '@/server/session.ts';
import { trainingFor } from '@/server/training/training-places.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('Training'))('title') };
}

/** The front desk beside the guest's terminal, to be practised without a bank. */
async function TrainingPage() {
  const session = await requireSession();
  const t = await getTranslations('Training');
  const training = trainingFor(session);
  if ('none' in training) {
    const words = training.none === 'not-allowed' ? (['notAllowedTitle', 'notAllowedLead'] as const) : (['noneTitle', 'noneLead'] as const);
    return (
      <EmptyState icon={<GraduationCap />} title={t(words[0])} heading="h1" {...(training.none === 'not-allowed' && { closed: true })}>
        <p>{t(words[1])}</p>
      </EmptyState>
    );
  }
  return <TrainingView places={training.places} cashier={session.user.name} />;
}

export default withWords('training', TrainingPage);
