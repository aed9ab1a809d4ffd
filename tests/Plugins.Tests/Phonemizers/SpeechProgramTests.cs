namespace Melange.Plugins.Tests.Phonemizers;

public sealed class SpeechProgramTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly FakePrograms programs = new();

    public void Dispose() => programs.Dispose();

    [Fact]
    public void Run_ArgumentsAndInput_ReachTheProgramAsTheyAre()
    {
        var echo = programs.Add("echo", """for argument; do printf '[%s]' "$argument"; done; cat""");

        var printed = echo.Run(["-a", "$(ls) `ls`; \"x\" 'y' *", ""], "café\n$HOME", Long);

        Assert.Equal("[-a][$(ls) `ls`; \"x\" 'y' *][]café\n$HOME", printed);
    }

    [Fact]
    public void Run_MoreThanAPipeHolds_IsReadToItsEnd()
    {
        var text = new string('x', 1_000_000);

        Assert.Equal(text, programs.Add("cat", "cat; head -c 1000000 /dev/zero >&2").Run([], text, Long));
    }

    [Fact]
    public void Run_InputThatNobodyReads_IsNoFault() =>
        Assert.Equal("done\n", programs.Add("deaf", "exec <&-; echo done").Run([], new string('x', 1_000_000), Long));

    [Fact]
    public void Run_Missing_NamesTheDebianPackage() => Assert.Equal(
        "flite: must be installed, but is not on PATH (Debian: apt-get install flite).",
        Fault(new("flite", programs.SearchPath)));

    [Fact]
    public void Run_ExitCode_IsNamedWithWhatTheProgramSaid() => Assert.Equal(
        "sick: must end with exit code 0, but ended with 3: no voice here",
        Fault(programs.Add("sick", "echo no voice >&2; echo here >&2; exit 3")));

    [Fact]
    public void Run_ExitCodeWithoutAWord_IsNamed() => Assert.Equal(
        "mute: must end with exit code 0, but ended with 1.", Fault(programs.Add("mute", "exit 1")));

    [Fact]
    public void Run_LongComplaint_IsShortened() => Assert.Equal(
        $"loud: must end with exit code 0, but ended with 1: {new string('0', 300)}…",
        Fault(programs.Add("loud", "printf '%0500d' 0 >&2; exit 1")));

    [Fact]
    public void Run_NotDoneInTime_IsEndedWithAllItStarted()
    {
        var slow = programs.Add("slow", """sleep 600 & echo $! > "$(dirname "$0")/child"; wait""");

        var fault = Fault(slow, TimeSpan.FromSeconds(1));

        Assert.Equal("slow: must be done within 1 s, but was not, and was ended.", fault);
        Assert.True(IsGone(File.ReadAllText(Path.Combine(programs.SearchPath, "child")).Trim()), "A sleep is left.");
    }

    [Fact]
    public void Run_NoProgram_SaysWhatTheSystemSays()
    {
        var broken = programs.Add("broken", "");
        File.WriteAllText(Path.Combine(programs.SearchPath, "broken"), "no program");

        Assert.StartsWith("broken: must run, but does not: ", Fault(broken), StringComparison.Ordinal);
    }

    [Fact]
    public void IsInstalled_FolderOfThatName_IsNoProgram()
    {
        Directory.CreateDirectory(Path.Combine(programs.SearchPath, "flite"));

        Assert.False(new SpeechProgram("flite", programs.SearchPath).IsInstalled);
    }

    // A process that was ended may wait a while for somebody to ask for its exit code.
    private static bool IsGone(string processId) => SpinWait.SpinUntil(
        () => !File.Exists($"/proc/{processId}/stat")
            || File.ReadAllText($"/proc/{processId}/stat").Split(") ")[^1].StartsWith('Z'), Long);

    private static string Fault(SpeechProgram program, TimeSpan? limit = null) =>
        Assert.Single(Assert.Throws<FaultException>(() => program.Run([], "", limit ?? Long)).Faults).ToString();
}
