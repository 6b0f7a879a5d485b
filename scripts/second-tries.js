// A reporter for CI, which gives a test that failed a second try: says which tests needed it and why, so that they are mended.
export default class SecondTries {
  onTestRunEnd(modules) {
    for (const module of modules)
      for (const test of module.children.allTests())
        if (test.diagnostic()?.flaky) {
          const [why = ''] = (test.result().errors ?? []).map(({ message }) => message.split('\n', 1));
          console.log(`passed at the second try only: ${test.fullName}: ${why}`);
        }
  }
}
