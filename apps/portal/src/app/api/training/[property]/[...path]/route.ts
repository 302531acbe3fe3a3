import { forwardTraining } from '@/server/training/training-door.ts';

interface Context {
  readonly params: Promise<{ readonly property: string }>;
}

/** The training page's door: it exists where training is configured, for the people of that hotel. */
const handle = async (request: Request, { params }: Context): Promise<Response> => forwardTraining(request, (await params).property);

export const GET = handle;
export const POST = handle;
export const DELETE = handle;
