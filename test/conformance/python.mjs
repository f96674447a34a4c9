/** The Python environment of the suites, as `npm run setup` makes it. */
export {
  ipykernelTests,
  pythonEnvironment as conformancePython,
} from '../../scripts/python-environment.mjs';
