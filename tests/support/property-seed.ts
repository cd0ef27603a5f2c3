/** Property tests try the same inputs at each run, so that a failure is there for everybody; PROPERTY_SEED=random, or a number, tries others. */
import fc from 'fast-check'

const asked = process.env['PROPERTY_SEED']

if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked ?? 20_261_126) })
