// A reporter for CI, which gives a test that failed a second try: says which tests needed it, so that they are mended.
export default class SecondTries {
  onTestRunEnd(modules) {
    for (const module of modules)
      for (const test of module.children.allTests())
        if (test.diagnostic()?.flaky) console.log(`passed at the second try only: ${test.fullName}`);
  }
}
