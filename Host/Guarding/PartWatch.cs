using Melange.Host.Machine;

namespace Melange.Host.Guarding;

/// <summary>Which part something is, as messages name it.</summary>
/// <param name="Slot">The slot it fits: <c>attention</c>.</param>
/// <param name="Id">Its id: <c>f2f</c>.</param>
/// <param name="Plugin">Its plugin, with version and folder.</param>
internal sealed record PartName(string Slot, string Id, string Plugin);

/// <summary>Watches the calls of one built part: its failures name slot, plugin, version and place.</summary>
/// <param name="part">The part.</param>
/// <param name="place">Where it was built: the name of a site, or a section of the config.</param>
internal sealed class PartWatch(PartName part, string place)
{
    private readonly FlightEntry entry = new($"plugin {part.Plugin}, running as {part.Slot} '{part.Id}' at {place}");

    /// <summary>Runs code of a plugin that is no part yet: what it prints, or dies of, is under its name.</summary>
    /// <param name="plugin">The plugin, with version and folder.</param>
    /// <param name="doing">What it is being: <c>loaded</c>.</param>
    /// <param name="call">The code.</param>
    public static T Record<T>(string plugin, string doing, Func<T> call) =>
        Record(new($"plugin {plugin}, being {doing}"), call);

    /// <summary>Calls the part.</summary>
    /// <exception cref="PluginException">The call failed, or its result breaks the contract.</exception>
    public T Run<T>(Func<T> call)
    {
        try
        {
            return Record(entry, call);
        }
        catch (Exception cause) when (cause is not (PluginException or FaultException or OperationCanceledException))
        {
            throw PluginException.While($"run as {part.Slot} '{part.Id}' at {place}", part.Plugin, cause);
        }
    }

    /// <summary>Calls a part that gives a tensor, and checks it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rule">What the contract says of the tensor.</param>
    /// <exception cref="PluginException">The call failed, or its result breaks the contract.</exception>
    public Tensor Run(Func<Tensor> call, TensorRule rule) => Run(() => rule.Checked(call()));

    private static T Record<T>(FlightEntry entry, Func<T> call)
    {
        var outer = FlightRecorder.Enter(entry);
        try
        {
            return call();
        }
        finally
        {
            FlightRecorder.Leave(outer);
        }
    }
}
