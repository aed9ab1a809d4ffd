namespace Melange.Plugins;

/// <summary>A label and when it holds, as a file of times has it.</summary>
/// <param name="Line">The line that its start stands in, from 1.</param>
/// <param name="StartSeconds">Where it begins, in seconds.</param>
/// <param name="EndSeconds">Where it ends, in seconds.</param>
/// <param name="Label">Its text, without white space around it; empty where there is none.</param>
public sealed record TimedInterval(int Line, double StartSeconds, double EndSeconds, string Label);
