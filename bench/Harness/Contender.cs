namespace Melange.Bench;

/// <summary>One way to do a case's work.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Run">Does the work once; the harness disposes what tensors it leaves.</param>
/// <param name="Flops">Floating-point operations of one run, 2 a multiply-add; 0 where nobody asks.</param>
internal sealed record Contender(string Name, Action Run, double Flops = 0);
