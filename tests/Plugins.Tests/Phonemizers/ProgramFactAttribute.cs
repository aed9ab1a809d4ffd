namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>A test that runs a program of the system; left out where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program, string? package = null)
    {
        if (!new SpeechProgram(program).IsInstalled)
            Skip = $"{program} is not on PATH: install it to test what it reads (Debian: apt-get install "
                + $"{package ?? program}).";
    }
}
