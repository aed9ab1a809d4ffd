using Melange.Host.Machine;

namespace Melange.Host.Tests.Machine;

public sealed class SignalStackTests
{
    [LinuxFact]
    public void Widen_ThreadWithTheRuntimesStack_StillTurnsAFaultIntoAnException()
    {
        var (before, after) = (0L, 0L);
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            before = SignalStack.Bytes;
            SignalStack.Widen();
            after = SignalStack.Bytes;
            fault = Record.Exception(() => LengthOf(null!));
        });

        thread.Start();
        thread.Join();

        Assert.InRange(before, 1, SignalStack.Wide - 1);
        Assert.Equal(SignalStack.Wide, after);
        Assert.IsType<NullReferenceException>(fault);
    }

    private static int LengthOf(string text) => text.Length;
}
