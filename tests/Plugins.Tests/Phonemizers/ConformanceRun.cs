using System.Reflection;
using Xunit.Sdk;

namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>Runs a conformance suite as one test, for a part that needs a program that may be missing.</summary>
internal static class ConformanceRun
{
    /// <summary>Runs all tests of a suite.</summary>
    public static async Task All<TSuite>() where TSuite : new()
    {
        var tests = typeof(TSuite).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).ToList();
        Assert.NotEmpty(tests);
        foreach (var test in tests)
            foreach (var arguments in Arguments(test))
                if (test.Invoke(new TSuite(), BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task)
                    await task;
    }

    private static IEnumerable<object?[]> Arguments(MethodInfo test) =>
        test.IsDefined(typeof(TheoryAttribute))
            ? test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test))
            : [[]];
}
