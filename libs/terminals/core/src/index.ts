export * from './driver.ts';
export * from './frame.ts';
export * from './program.ts';
