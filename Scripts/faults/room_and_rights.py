def run(rig, short, jobs): raise NotImplementedError
