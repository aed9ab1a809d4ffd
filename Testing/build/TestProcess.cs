using System.Runtime.CompilerServices;

namespace Melange.Testing.Runs;

/// <summary>What a process of tests does before its first test.</summary>
internal static class TestProcess
{
    private static HeldFinalizers? finalizers;

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "nothing else runs first")]
    internal static void Begin()
    {
        HiddenCaches.DoWithoutOneDnn();
        finalizers = new HeldFinalizers(); // tests dispose of what they make, and the runner's threads allocate
    }
}
