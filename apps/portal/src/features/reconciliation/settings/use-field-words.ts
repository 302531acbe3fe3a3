import { useTranslations } from 'next-intl';
import { fieldsOf } from '../../terminals/refusal.tsx';

/** Fields whose fault has words of its own. */
const OWN = ['validFrom', 'validTo', 'max', 'tids', 'cutOff'] as const;

/** What is wrong with a field, in words: the gateway names the field. */
export function useFieldWords(error: unknown): (name: string) => string | undefined {
  const t = useTranslations('ReconSettings.wrong');
  const fields = fieldsOf(error);
  return (name) => {
    if (!Object.keys(fields).some((pointer) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))) return undefined;
    const own = OWN.find((field) => field === name);
    return t(own ?? 'value');
  };
}
