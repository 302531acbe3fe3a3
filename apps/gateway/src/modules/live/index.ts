export { LiveForgetting } from './live-forgetting.ts';
export { LiveModule } from './live.module.ts';
