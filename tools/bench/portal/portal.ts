import { apiTimes } from './api-times.ts';
import { interactionMs, pageTimes } from './page-times.ts';
import { portalWorld } from './portal-world.ts';

interface PortalBench {
  readonly payments: number;
  readonly times: number;
  /** Lighthouse is a peer: without it the pages are left out. */
  readonly pages: boolean;
  readonly say: (line: string) => void;
}

/** The portal and its API in front of very many payments. */
export async function benchPortal({ payments, times, pages, say }: PortalBench): Promise<unknown> {
  const world = await portalWorld(payments, say);
  try {
    const api = await apiTimes(world, times, say);
    const interaction = await interactionMs(world);
    say(`slowest interaction on the list of payments: ${interaction} ms`);
    return { payments, api, interactionMs: interaction, pages: pages ? await pageTimes(world, say) : null };
  } finally {
    await world.close();
  }
}
